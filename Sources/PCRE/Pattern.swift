internal import CPCRE2

/// Why a pattern was refused.
package struct PatternError: Error, Equatable, CustomStringConvertible {
  /// In bytes of the pattern.
  package let offset: Int
  /// PCRE2's own sentence, or ours for what we refuse.
  package let reason: String

  package var description: String { "at byte \(offset): \(reason)" }
}

/// A compiled regular expression: immutable, shared by all workers.
///
/// Always in UTF mode with Unicode properties. Over a text whose letters, digits and spaces are ASCII, where these say
/// nothing that ASCII does not, the same pattern is run without them: `\w`, `\b` and `\d` are then a table and no search.
///
/// `\C`, `\G`, callouts and backtracking verbs are refused: the search goes over a text in slices of start offsets, and these
/// would see the slices.
@safe package final class Pattern: Sendable {
  /// The longest pattern, in bytes.
  package static let maximumBytes = 4096
  /// Groups may be nested this deep.
  static let maximumNesting: UInt32 = 100

  /// The pattern as written.
  package let text: String
  /// Whether it became machine code; otherwise the interpreter runs it, some ten times slower.
  package let isJIT: Bool
  /// Whether it may look at bytes that are not valid UTF-8; such bytes then match nothing.
  package let takesInvalidUTF8: Bool
  /// Names of groups with their numbers, in the order of the names.
  package let captureNames: [(name: String, number: Int)]
  /// Whether a match can only begin at the start of the text.
  let isAnchored: Bool
  /// Whether it may hold a class such as `[:punct:]`, which properties make hold signs beyond ASCII.
  private let namesClasses: Bool
  // PCRE2 documents compiled code as safe to share between threads; nothing changes it after `init`.
  nonisolated(unsafe) let code: OpaquePointer
  /// Without Unicode properties.
  nonisolated(unsafe) private let codeForASCII: OpaquePointer

  /// - Parameter takesInvalidUTF8: for texts as received. Otherwise a text with invalid bytes is not searched.
  package init(_ text: String, takesInvalidUTF8: Bool = false) throws(PatternError) {
    let bytes = Array(text.utf8)
    guard bytes.count <= Pattern.maximumBytes else {
      throw PatternError(offset: Pattern.maximumBytes, reason: "pattern is longer than \(Pattern.maximumBytes) bytes")
    }
    if let refusal = refusedConstruct(in: bytes) { throw refusal }

    let own = UInt32(PCRE2_UCP) | (takesInvalidUTF8 ? UInt32(PCRE2_MATCH_INVALID_UTF) : 0)
    let compiled = unsafe try compile(bytes, own)
    do throws(PatternError) {
      unsafe codeForASCII = try compile(bytes, 0)
    } catch {
      unsafe pcre2_code_free_8(compiled)
      throw error
    }
    unsafe code = compiled
    self.text = text
    namesClasses = text.contains("[:")
    self.takesInvalidUTF8 = takesInvalidUTF8
    let isFast = unsafe pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) == 0
    isJIT = unsafe pcre2_jit_compile_8(codeForASCII, UInt32(PCRE2_JIT_COMPLETE)) == 0 && isFast
    isAnchored = unsafe number(compiled, PCRE2_INFO_ALLOPTIONS) & UInt32(PCRE2_ANCHORED) != 0
    captureNames = unsafe names(compiled)
  }

  /// What to search a text with, and PCRE2's options for it. A text of a kind other than `any` was found to be valid UTF-8
  /// when it was found to be of that kind, once for all patterns.
  func code(for kind: TextKind) -> (code: OpaquePointer, options: UInt32) {
    let isChecked = UInt32(PCRE2_NO_UTF_CHECK)
    return switch kind {
    case .ascii: unsafe (codeForASCII, isChecked)
    case .signs: unsafe namesClasses ? (code, 0) : (codeForASCII, isChecked)
    case .any: unsafe (code, 0)
    }
  }

  deinit {
    unsafe pcre2_code_free_8(code)
    unsafe pcre2_code_free_8(codeForASCII)
  }
}

/// Compiles a pattern in UTF mode.
///
/// - Parameter options: of PCRE2, beside those that all patterns have.
private func compile(_ pattern: [UInt8], _ options: UInt32) throws(PatternError) -> OpaquePointer {
  guard let context = unsafe pcre2_compile_context_create_8(nil) else {
    throw PatternError(offset: 0, reason: "out of memory")
  }
  defer { unsafe pcre2_compile_context_free_8(context) }
  unsafe pcre2_set_parens_nest_limit_8(context, Pattern.maximumNesting)
  let common = UInt32(PCRE2_UTF) | UInt32(PCRE2_NEVER_BACKSLASH_C) | UInt32(PCRE2_USE_OFFSET_LIMIT)
  var problem: Int32 = 0
  var offset = 0
  let compiled = unsafe pattern.withUnsafeBufferPointer { buffer in
    // An empty array has no address, and PCRE2 wants one.
    unsafe withExtendedLifetime(emptyText) {
      unsafe pcre2_compile_8(
        buffer.baseAddress ?? emptyText, buffer.count, common | options, &problem, &offset, context)
    }
  }
  guard let compiled = unsafe compiled else {
    throw PatternError(offset: min(offset, pattern.count), reason: sentence(for: problem))
  }
  return unsafe compiled
}

/// One byte to point at where a text has none.
nonisolated(unsafe) let emptyText: UnsafePointer<UInt8> = {
  let byte = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
  unsafe byte.initialize(to: 0)
  return unsafe UnsafePointer(byte)
}()

/// PCRE2's sentence for an error code.
func sentence(for code: Int32) -> String {
  var text = [UInt8](repeating: 0, count: 256)
  let count = unsafe text.withUnsafeMutableBufferPointer { buffer in
    unsafe pcre2_get_error_message_8(code, buffer.baseAddress, buffer.count)
  }
  return count > 0 ? String(decoding: text.prefix(Int(count)), as: UTF8.self) : "error \(code)"
}

private func number(_ code: OpaquePointer, _ what: Int32) -> UInt32 {
  var value: UInt32 = 0
  _ = unsafe withUnsafeMutablePointer(to: &value) { unsafe pcre2_pattern_info_8(code, UInt32(what), $0) }
  return value
}

private func names(_ code: OpaquePointer) -> [(name: String, number: Int)] {
  let count = unsafe Int(number(code, PCRE2_INFO_NAMECOUNT))
  let size = unsafe Int(number(code, PCRE2_INFO_NAMEENTRYSIZE))
  var table: UnsafePointer<UInt8>?
  unsafe withUnsafeMutablePointer(to: &table) {
    _ = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), $0)
  }
  guard count > 0, size > 3, let table = unsafe table else { return [] }
  // Each entry: two bytes of group number, most significant first, then the name and a zero.
  return (0..<count).map { index in
    let entry = unsafe UnsafeBufferPointer(start: table + index * size, count: size)
    let group = unsafe Int(entry[0]) << 8 | Int(entry[1])
    return unsafe (String(decoding: entry[2...].prefix { $0 != 0 }, as: UTF8.self), group)
  }
}
