import Bytes

/// Writes JSON that simdjson refused anew, so that what is wrong with one record costs that record alone.
///
/// A string with invalid UTF-8, a lone surrogate or a control character, and a word that is no number or literal, become
/// a mark (a string of `JSONDocument.mark` and a number) that says which problem stood there; whole numbers beyond 64
/// bits become strings of their digits. A broken element of an array becomes a mark as a whole. Where the bytes end too
/// early, the broken element is dropped and all that is open is closed. Several documents in a row become several
/// pieces.
///
/// For example `[{"id":1,"text":"a\ud83d"},{"id":2,"te` becomes `[{"id":1,"text":"\u{FFFF}0"}]` with problem 0 at byte
/// 16, cut off at byte 34.
struct JSONRepair {
  struct Problem {
    let offset: Int
    let code: String
    let message: String
  }

  /// Problems after which the rest counts as cut off: such a file is no JSON to speak of.
  private static let mostProblems = 10_000

  let source: [UInt8]
  let end: Int
  private let depth: Int
  private(set) var index: Int

  private(set) var output: [UInt8] = []
  /// Where in `output` each document lies.
  private(set) var pieces: [Range<Int>] = []
  /// By number; offsets are indices into the source.
  private(set) var problems: [Problem] = []
  /// Problems that no mark stands for.
  private(set) var unmarked: [Problem] = []
  /// Where the bytes end within a document.
  private(set) var cutOff: Int?

  private enum Outcome { case whole, bad, cut }

  /// - Parameters:
  ///   - depth: deepest nesting that is followed.
  ///   - problems: what the marks in the source stand for.
  init(_ source: [UInt8], _ range: Range<Int>, depth: Int, problems: [Problem] = []) {
    self.source = source
    self.problems = problems
    self.depth = depth
    (index, end) = (range.lowerBound, range.upperBound)
    output.reserveCapacity(range.count + JSONDocument.padding)
    documents()
    output.append(contentsOf: repeatElement(0, count: JSONDocument.padding))
  }

  private mutating func documents() {
    while true {
      skipBlanks()
      guard index < end else { return }
      let (start, from) = (output.count, index)
      let outcome = opens(source[index]) ? value(level: 1) : .bad
      if outcome == .bad {
        output.removeSubrange(start...)
        unmarked.append(Problem(offset: from, code: "bad-json", message: "what stands here is no JSON object or array"))
        index = from + 1
        while index < end, !opens(source[index]) { index += 1 }
      } else {
        pieces.append(start..<output.count)
      }
      if outcome == .cut || problems.count + unmarked.count > Self.mostProblems {
        cutOff = index
        return
      }
      skipBlanks()
      if index < end, source[index] == UInt8(ascii: ",") { index += 1 }
    }
  }

  private func opens(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") }

  private mutating func skipBlanks() { while index < end, isWhitespace(source[index]) { index += 1 } }

  /// Copies one value. After `.bad` and `.cut` the output holds what is whole of it, closed.
  private mutating func value(level: Int) -> Outcome {
    switch source[index] {
    case UInt8(ascii: "{"): return level > depth ? .bad : object(level)
    case UInt8(ascii: "["): return level > depth ? .bad : array(level)
    case UInt8(ascii: "\""): return string()
    default: return word()
    }
  }

  private mutating func array(_ level: Int) -> Outcome {
    output.append(source[index])
    index += 1
    var isFirst = true
    while true {
      skipBlanks()
      if index < end, source[index] == UInt8(ascii: ","), !isFirst { index += 1 }
      skipBlanks()
      guard index < end, problems.count <= Self.mostProblems else {
        keepsCut = true
        return close(UInt8(ascii: "]"), .cut)
      }
      if source[index] == UInt8(ascii: "]") {
        index += 1
        return close(UInt8(ascii: "]"), .whole)
      }
      let (mark, from) = (output.count, index)
      if !isFirst { output.append(UInt8(ascii: ",")) }
      let outcome = value(level: level + 1)
      if outcome == .whole {
        isFirst = false
        continue
      }
      if outcome == .cut {
        // An element that holds an array keeps those of its elements that are whole, and what stands before it.
        if !keepsCut { output.removeSubrange(mark...) }
        keepsCut = true
        return close(UInt8(ascii: "]"), .cut)
      }
      output.removeSubrange(mark...)
      guard skipBroken(from, inArray: true) else {
        keepsCut = true
        return close(UInt8(ascii: "]"), .cut)
      }
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      append(Problem(offset: from, code: "bad-json", message: "the record is not valid JSON"))
    }
  }

  /// Whether an array has dropped the element that the bytes end in, so that what lies around it may stay.
  private var keepsCut = false

  private mutating func close(_ bracket: UInt8, _ outcome: Outcome) -> Outcome {
    output.append(bracket)
    return outcome
  }

  private mutating func object(_ level: Int) -> Outcome {
    output.append(source[index])
    index += 1
    var isFirst = true
    while true {
      skipBlanks()
      if index < end, source[index] == UInt8(ascii: ","), !isFirst { index += 1 }
      skipBlanks()
      let (mark, from) = (output.count, index)
      guard index < end, unmarked.count <= Self.mostProblems else { return cut(level, mark) }
      if source[index] == UInt8(ascii: "}") {
        index += 1
        return close(UInt8(ascii: "}"), .whole)
      }
      if !isFirst { output.append(UInt8(ascii: ",")) }
      switch member(level) {
      case .whole: isFirst = false
      case .cut: return cut(level, mark)
      case .bad:
        // Objects keyed by id lose one entry; a broken record is the business of the array around it.
        guard level == 1 else { return .bad }
        output.removeSubrange(mark...)
        unmarked.append(Problem(offset: from, code: "bad-json", message: "what stands here is not valid JSON"))
        guard skipBroken(from, inArray: false) else { return cut(level, mark) }
      }
    }
  }

  private mutating func cut(_ level: Int, _ mark: Int) -> Outcome {
    if !keepsCut {
      output.removeSubrange(mark...)
      if level == 1 { keepsCut = true }
    }
    return close(UInt8(ascii: "}"), .cut)
  }

  private mutating func member(_ level: Int) -> Outcome {
    guard source[index] == UInt8(ascii: "\"") else { return .bad }
    let key = string()
    guard key == .whole else { return key }
    skipBlanks()
    guard index < end else { return .cut }
    guard source[index] == UInt8(ascii: ":") else { return .bad }
    output.append(source[index])
    index += 1
    skipBlanks()
    guard index < end else { return .cut }
    return value(level: level + 1)
  }

  private mutating func string() -> Outcome {
    let start = index
    var problem: Problem?
    index += 1
    while index < end {
      let byte = source[index]
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        if let problem { append(problem) } else { output.append(contentsOf: source[start..<index]) }
        return .whole
      case 0x0A: return .bad
      case 0..<0x20:
        problem = problem ?? Problem(offset: index, code: "bad-json", message: "a string holds a control character")
        index += 1
      case UInt8(ascii: "\\"):
        let length = escapeLength()
        if length == 0 {
          problem =
            problem
            ?? Problem(
              offset: index, code: "bad-json",
              message: "a string holds a broken escape, such as half of a surrogate pair (a cut emoji)")
        }
        index += max(2, length)
      case 0x80...:
        let (scalar, length) = decodeScalar(source.span, at: index)
        if scalar == .invalid {
          problem = problem ?? Problem(offset: index, code: "bad-utf8", message: "a string is not valid UTF-8")
        }
        index += length
      default: index += 1
      }
    }
    index = end
    return .cut
  }

  /// A number or literal, up to the next delimiter.
  private mutating func word() -> Outcome {
    let start = index
    while index < end, !isWhitespace(source[index]), !JSONWord.isDelimiter(source[index]) { index += 1 }
    guard index > start else { return .bad }
    if index == end { return .cut }
    let word = source[start..<index]
    if JSONWord.isLiteral(word) || JSONWord.isSmallNumber(word) {
      output.append(contentsOf: word)
    } else if JSONWord.isWholeNumber(word) {
      output.append(UInt8(ascii: "\""))
      output.append(contentsOf: word)
      output.append(UInt8(ascii: "\""))
    } else {
      append(Problem(offset: start, code: "bad-json", message: "a value is neither a number nor true, false or null"))
    }
    return .whole
  }

  /// Steps over a broken value, to the comma or bracket behind it. Returns false at the end of the bytes.
  private mutating func skipBroken(_ start: Int, inArray: Bool) -> Bool {
    var brackets = JSONBrackets(depth: depth)
    brackets.restart(within: [inArray])
    var (place, hasEnded) = (start, false)
    while let event = brackets.next(source.span, &place, end, level: 1) {
      switch event {
      case .comma, .closes:
        // Always a step on, so that the same byte is not met again.
        index = max(place - 1, start + 1)
        return true
      case .opens where hasEnded:
        index = place - 1
        return true
      case .returns: hasEnded = true
      case .opens, .colon: break
      }
    }
    index = end
    return false
  }

  private mutating func append(_ problem: Problem) {
    output.append(contentsOf: "\"\(JSONDocument.mark)\(problems.count)\"".utf8)
    problems.append(problem)
  }
}
