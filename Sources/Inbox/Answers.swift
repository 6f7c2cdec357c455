import Synchronization

/// What a dump asked the memory of posts, and what it was told. Kept beside its verdicts, which hang on it: a dump that is
/// judged again after a crash is told the same, and one that would be told something else now is not yet known.
package final class Answers: Sendable {
  private let memory: PostMemory
  private let answers: Mutex<[String: [UInt8]?]>

  /// - Parameter content: as `encoded` made it; nil to begin with none.
  init(_ memory: PostMemory, _ content: [UInt8]?) {
    self.memory = memory
    let entries = content.map { TextEntries.decoded($0).entries } ?? []
    answers = Mutex(Dictionary(entries.map { ($0.name, $0.text) }, uniquingKeysWith: { $1 }))
  }

  /// The text of a post: as it was told before, or as the memory knows it.
  package func text(of names: [String]) -> [UInt8]? {
    guard !names.isEmpty else { return nil }
    let question = names.joined(separator: "\n")
    return answers.withLock { answers in
      if let known = answers[question] { return known }
      let text = memory.text(of: names)
      answers[question] = .some(text)
      return text
    }
  }

  /// Whether the memory would say the same now.
  var areCurrent: Bool {
    answers.withLock { answers in
      answers.allSatisfy { memory.text(of: $0.key.split(separator: "\n").map(String.init)) == $0.value }
    }
  }

  var encoded: [UInt8] {
    answers.withLock { answers in
      answers.sorted { $0.key < $1.key }.flatMap { TextEntries.encoded($0.key, $0.value) }
    }
  }
}

/// Answers lie in `state/asked/CONTENT` until the verdicts are published and recorded, and in `state/told/CONTENT`
/// from then on.
extension Spool {
  /// What an attempt that did not end was told, to be told again; nothing where there was none.
  package func answers(on content: String, _ memory: PostMemory) throws(SystemError) -> Answers {
    Answers(memory, try tree.asked.content(of: FileName(own: content)))
  }

  /// Whether a content that has been judged would be told the same now.
  package func isToldTheSame(_ content: String, _ memory: PostMemory) throws(SystemError) -> Bool {
    let name = FileName(own: content)
    if try tree.asked.status(of: name) != nil { return true }
    guard let told = try tree.told.content(of: name) else { return true }
    return Answers(memory, told).areCurrent
  }

  /// Keeps what a dump was told, on disk when it returns and before anything that hangs on it.
  package func keep(_ answers: Answers, on content: String) throws(SystemError) {
    let bytes = answers.encoded
    guard !bytes.isEmpty else { return }
    try tree.asked.replace(FileName(own: content), with: bytes)
  }

  /// The verdicts that hang on the answers are recorded.
  package func settle(_ content: String) throws(SystemError) {
    let name = FileName(own: content)
    guard try tree.asked.status(of: name) != nil else { return }
    _ = try tree.asked.rename(name, to: tree.told, as: name, replacing: true)
    try tree.told.synchronize()
    try tree.asked.synchronize()
  }
}
