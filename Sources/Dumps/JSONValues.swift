/// Gives the values of a JSON file one by one, in memory bounded by the largest that is given whole: those up to a size as
/// they stand, larger arrays and objects as what lies in them.
final class JSONValues {
  enum Step {
    /// A value in the container that was entered last, with its key where that is an object.
    case value(Range<Int>)
    /// A container that is too large to be given whole. What stands before its bracket is its key.
    case enters(key: Range<Int>, isArray: Bool, offset: Int)
    case leaves
    /// A value that is too large and no container; what is known of its key, and its first byte in the file.
    case tooLong(key: Range<Int>, offset: Int)
    /// The end of the file, which leaves a value begun.
    case ends(Range<Int>)
  }

  /// Ranges of the last step lie in its bytes.
  let window: ByteWindow
  private var brackets: JSONBrackets
  private let limit: Int
  /// The containers that were entered: whether they are arrays.
  private var open: [Bool] = []

  /// Bytes of the value at hand, which the unread bytes of the window begin with, that were looked at.
  private var scanned = 0
  /// The bracket of the value at hand, and the colon behind its key.
  private var bracket: (place: Int, isArray: Bool)?
  private var colon: Int?
  /// Bytes that the last step used up.
  private var used = 0
  private var isDropping = false
  private var leaves = false
  private var isAtEnd = false

  /// - Parameters:
  ///   - limit: bytes of a value that is given whole.
  ///   - depth: containers that can be entered.
  init(_ window: ByteWindow, limit: Int, depth: Int) {
    self.window = window
    self.limit = limit
    brackets = JSONBrackets(depth: depth)
  }

  /// The next step; nil behind the end. A file holds values, one after the other, at its top.
  func next() throws -> Step? {
    if leaves { return leave() }
    advance()
    while !isAtEnd {
      if let event = event() {
        if let step = take(event) { return step }
      } else if scanned > limit, let step = outgrown() {
        return step
      } else if window.isComplete {
        isAtEnd = true
        return .ends(isDropping ? 0..<0 : window.unread)
      } else {
        try window.fill()
      }
    }
    return nil
  }

  private func event() -> JSONBrackets.Event? {
    let bytes = window.bytes
    var index = window.unread.lowerBound + scanned
    let event = brackets.next(bytes.span, &index, window.unread.upperBound, level: open.count)
    scanned = index - window.unread.lowerBound
    return event
  }

  private func take(_ event: JSONBrackets.Event) -> Step? {
    switch event {
    case .opens(let isArray): bracket = bracket ?? (scanned - 1, isArray)
    case .colon: colon = colon ?? scanned
    case .returns: if open.isEmpty { return complete(scanned) }
    case .comma: return complete(scanned - 1)
    case .closes(let isMissing):
      leaves = true
      return complete(isMissing ? scanned : scanned - 1) ?? leave()
    }
    return nil
  }

  /// Steps over what the last step used up.
  private func advance() {
    window.consume(upTo: window.unread.lowerBound + used)
    used = 0
  }

  private func leave() -> Step? {
    advance()
    leaves = false
    open.removeLast()
    return .leaves
  }

  /// The value at hand ends. What was looked at is used up with it.
  private func complete(_ count: Int) -> Step? {
    let range = window.unread.lowerBound..<window.unread.lowerBound + count
    if count > limit, !isDropping {
      if bracket != nil {
        // Its end is come to again from inside.
        leaves = false
        return enter()
      }
      return finish(.tooLong(key: key, offset: window.offset))
    }
    if isDropping || range.allSatisfy({ isWhitespace(window.bytes[$0]) }) {
      isDropping = false
      finishUsing()
      advance()
      return nil
    }
    return finish(.value(range))
  }

  private func finish(_ step: Step) -> Step {
    finishUsing()
    return step
  }

  private func finishUsing() { (used, scanned, bracket, colon) = (scanned, 0, nil, nil) }

  private var key: Range<Int> { window.unread.lowerBound..<window.unread.lowerBound + (colon ?? 0) }

  private func enter() -> Step? {
    guard let (place, isArray) = bracket else { return nil }
    open.append(isArray)
    brackets.restart(within: open)
    scanned = place + 1
    let start = window.unread.lowerBound
    return finish(
      .enters(key: start..<start + place, isArray: isArray, offset: window.offset(of: start + place)))
  }

  /// The value at hand is larger than it may be, and not at its end.
  private func outgrown() -> Step? {
    if isDropping {
      window.consume(upTo: window.unread.upperBound)
      scanned = 0
      return nil
    }
    if bracket != nil { return enter() }
    isDropping = true
    return finish(.tooLong(key: key, offset: window.offset))
  }
}
