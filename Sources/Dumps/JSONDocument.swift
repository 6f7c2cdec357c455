import Bytes
internal import CSimdjson
internal import Glibc

/// What lies at a place of the tape.
enum JSONKind {
  case object, array, string, integer, unsigned, double, yes, no, null
}

/// simdjson's parser with the document it parsed last, walked in place.
///
/// A value is named by its index on the tape (simdjson's doc/tape.md): words whose top byte tells the kind, whose rest
/// points behind a scope's end or to a string. Nothing is allocated per value. The value at the top is `root`. Indices
/// belong to the last document parsed.
@safe final class JSONDocument {
  /// Index of the value at the top.
  static let root = 1
  /// A character that no text holds; strings that begin with it stand for something broken, see `JSONRepair`.
  static let mark = "\u{FFFF}"
  /// Stands for a value that was too long to be kept; its problem is the first.
  static let tooLong = Array("\"\(mark)0\"".utf8)
  /// Readable bytes that must follow a document.
  static let padding = saring_json_padding()

  private let parser: OpaquePointer
  private var tape: UnsafePointer<UInt64>?
  private var tapeCount = 0
  private var strings: UnsafePointer<UInt8>?

  init() {
    guard let created = unsafe saring_json_create() else { fatalError("out of memory") }
    unsafe parser = created
  }

  deinit { unsafe saring_json_destroy(parser) }

  /// Parses the bytes in `range`; `padding` more bytes must follow them.
  ///
  /// - Returns: nil, or simdjson's sentence for what is wrong.
  func parse(_ bytes: Span<UInt8>, _ range: Range<Int>, depth: Int) -> String? {
    precondition(range.lowerBound >= 0 && range.upperBound + Self.padding <= bytes.count)
    let parsed = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe saring_json_parse(parser, buffer.baseAddress! + range.lowerBound, range.count, depth)
    }
    unsafe tape = parsed.tape
    unsafe strings = parsed.strings
    tapeCount = unsafe parsed.tape_count
    guard unsafe parsed.error != 0 else { return nil }
    tapeCount = 0
    return unsafe String(cString: saring_json_message(parsed.error))
  }

  @inline(__always) private func word(_ index: Int) -> UInt64 {
    precondition(index >= 0 && index < tapeCount, "not a place on the tape")
    return unsafe tape![index]
  }

  @inline(__always) private func tag(_ index: Int) -> UInt8 { UInt8(word(index) >> 56) }
  @inline(__always) private func payload(_ index: Int) -> Int { Int(word(index) & 0x00FF_FFFF_FFFF_FFFF) }

  @inline(__always) func kind(_ index: Int) -> JSONKind {
    switch tag(index) {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "l"): .integer
    case UInt8(ascii: "u"): .unsigned
    case UInt8(ascii: "d"): .double
    case UInt8(ascii: "t"): .yes
    case UInt8(ascii: "f"): .no
    default: .null
    }
  }

  @inline(__always) func isString(_ index: Int) -> Bool { tag(index) == UInt8(ascii: "\"") }
  @inline(__always) func isObject(_ index: Int) -> Bool { tag(index) == UInt8(ascii: "{") }
  @inline(__always) func isArray(_ index: Int) -> Bool { tag(index) == UInt8(ascii: "[") }
  @inline(__always) func isNull(_ index: Int) -> Bool { tag(index) == UInt8(ascii: "n") }

  /// The index behind a value.
  @inline(__always) func after(_ index: Int) -> Int {
    switch tag(index) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): payload(index) & 0xFFFF_FFFF
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): index + 2
    default: index + 1
    }
  }

  /// Calls `body` with each key and value of an object; with none for what is no object.
  @inline(__always) func forEachMember(of object: Int, _ body: (_ key: Int, _ value: Int) throws -> Void) rethrows {
    guard isObject(object) else { return }
    let end = after(object) - 1
    var key = object + 1
    while key < end {
      try body(key, key + 1)
      key = after(key + 1)
    }
  }

  /// Calls `body` with each element of an array; with none for what is no array.
  @inline(__always) func forEachElement(of array: Int, _ body: (Int) throws -> Void) rethrows {
    guard isArray(array) else { return }
    let end = after(array) - 1
    var element = array + 1
    while element < end {
      try body(element)
      element = after(element)
    }
  }

  /// The value of a key; nil where it is missing or null, and where `object` is nil or no object. Of equal keys the last.
  func member(_ object: Int?, _ name: StaticString) -> Int? {
    guard let object else { return nil }
    var found: Int?
    forEachMember(of: object) { key, value in if isString(key, equalTo: name) { found = value } }
    guard let found, !isNull(found) else { return nil }
    return found
  }

  func has(_ object: Int?, _ name: StaticString) -> Bool { member(object, name) != nil }

  /// The first element of an array, or nil.
  func first(_ array: Int?) -> Int? {
    guard let array, isArray(array), array + 1 < after(array) - 1 else { return nil }
    return array + 1
  }

  /// The first value in an array or object, or nil.
  func firstValue(_ container: Int) -> Int? {
    guard isObject(container) else { return first(container) }
    var found: Int?
    forEachMember(of: container) { _, value in found = found ?? value }
    return found
  }

  /// A string's bytes; empty for what is no string.
  @inline(__always) func withString<Result>(_ index: Int, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    guard isString(index) else { return try body(Span()) }
    let place = place(ofString: index)
    let buffer = unsafe UnsafeBufferPointer(start: strings! + place.lowerBound, count: place.count)
    return try body(unsafe Span(_unsafeElements: buffer))
  }

  /// Where a string's bytes lie among those of all strings of the document, which stand in its order.
  @inline(__always) func place(ofString index: Int) -> Range<Int> {
    precondition(isString(index), "not a string")
    // Four bytes of length, least significant first, then the string.
    let length = unsafe UnsafeRawPointer(strings! + payload(index)).loadUnaligned(as: UInt32.self)
    let start = payload(index) + 4
    return start..<start + Int(UInt32(littleEndian: length))
  }

  /// Where the keys and strings of an object lie, as far as the last that is its own; empty for what has none.
  func strings(of object: Int) -> Range<Int> {
    var last: Int?
    forEachMember(of: object) { key, _ in last = key }
    guard let last else { return 0..<0 }
    let end = place(ofString: isString(last + 1) ? last + 1 : last).upperBound
    return place(ofString: object + 1).lowerBound..<end
  }

  /// The bytes of strings that lie one behind the other, with the few bytes between them.
  ///
  /// - Parameter places: from the beginning of one string to the end of another.
  func withStrings(_ places: Range<Int>, _ body: (Span<UInt8>) -> Void) {
    guard let strings = unsafe strings, !places.isEmpty else { return body(Span()) }
    body(unsafe Span(_unsafeElements: UnsafeBufferPointer(start: strings + places.lowerBound, count: places.count)))
  }

  @inline(__always) func isString(_ index: Int, equalTo text: StaticString) -> Bool {
    withString(index) { span in
      guard span.count == text.utf8CodeUnitCount else { return false }
      return unsafe span.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return true }
        return unsafe memcmp(base, text.utf8Start, buffer.count) == 0
      }
    }
  }

  /// The number of a broken value's problem; nil for what is whole.
  func problem(at index: Int) -> Int? {
    withString(index) { span in
      guard span.count > 3, span[0] == 0xEF, span[1] == 0xBF, span[2] == 0xBF else { return nil }
      return Int(String(span.extracting(3..<span.count)))
    }
  }

  /// A string's or a whole number's text; nil for anything else, for what is broken, and for nil.
  func text(_ index: Int?) -> String? {
    guard let index else { return nil }
    switch kind(index) {
    case .string: return problem(at: index) == nil ? withString(index) { span in String(span) } : nil
    case .integer: return String(integer(index))
    case .unsigned: return String(unsigned(index))
    default: return nil
    }
  }

  @inline(__always) func integer(_ index: Int) -> Int { Int(bitPattern: UInt(word(index + 1))) }
  @inline(__always) func unsigned(_ index: Int) -> UInt64 { word(index + 1) }
  @inline(__always) func double(_ index: Int) -> Double { Double(bitPattern: word(index + 1)) }
}

extension String {
  /// Text of bytes; what is not valid UTF-8 becomes U+FFFD.
  init(_ span: Span<UInt8>) {
    self = unsafe span.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
