import Classifier
import Dumps
import Glibc
import Inbox
import Rules
import Verdicts

/// One dump's way through the classifier, from `work/` to `done/` or `rejected/`.
struct DumpRun {
  /// How it ended.
  enum Outcome {
    /// Judged, with the name of the verdict files.
    case judged(Summary, name: String)
    /// The same content has been judged by the same rules and maps, and would be told the same of its posts; the name of those verdict files.
    case known(name: String)
    case rejected(Refusal)
    /// Two attempts on it did not end: it is to be tried alone, when there is nothing else to do.
    case suspect
    /// Stopped in the middle; the dump is in `work/`.
    case cancelled
    /// It cannot be read at the moment, for a reason that touches no other dump; it is in `work/`.
    case held(String)
    /// Something was in the way that is not the dump's fault; it is in `work/`.
    case trouble(String)
  }

  let spool: Spool
  let attempts: Attempts
  let memory: PostMemory
  let rules: RuleSet
  let formats: FormatSet
  /// What a dump's verdicts hang on beside its content.
  private var judges: String { "\(rules.digest)-\(formats.digest)" }
  var limits = DumpLimits()
  /// Called between pieces of the work.
  let isCancelled: () -> Bool

  /// - Parameter isSuspect: whether the dump has been put off before.
  func run(_ dump: Dump, isSuspect: Bool = false) -> Outcome {
    do {
      return try judge(dump, isSuspect)
    } catch is Cancelled {
      return .cancelled
    } catch let refusal as Refusal {
      return reject(dump, refusal)
    } catch let error as DumpError {
      if let number = error.systemError, SystemError.isOfOneFile(number) { return .held(error.description) }
      if let number = error.systemError, SystemError.isTransient(number) { return .trouble(error.description) }
      // What is wrong with it may come from the change alone.
      if let isUnchanged = try? spool.isUnchanged(dump), !isUnchanged { return .held(changed(dump)) }
      return reject(
        dump,
        Refusal(error.code, error.message, file: error.file, line: error.line, offset: error.offset))
    } catch let error as SystemError where error.isOfOneDump(in: spool.tree.work) {
      return .held("\(error)")
    } catch {
      return .trouble("\(error)")
    }
  }

  private func changed(_ dump: Dump) -> String { "\(dump.name) changed while it was read" }

  private func judge(_ dump: Dump, _ isSuspect: Bool) throws -> Outcome {
    let content = try spool.digest(of: dump) { if isCancelled() { throw Cancelled() } }
    // Another worker may have the same content under another name; what it finds is then known here, too.
    while !spool.claim(content) {
      if isCancelled() { throw Cancelled() }
      usleep(20_000)
    }
    defer { spool.disclaim(content) }
    if let name = try spool.verdicts(on: content, by: judges), try spool.isToldTheSame(content, memory) {
      try spool.settle(content)
      try spool.finish(dump, content: content)
      return .known(name: name)
    }
    let crashes = try attempts.count(content)
    if crashes >= Attempts.most { return try setAside(dump, content) }
    if crashes == Attempts.most - 1, !isSuspect { return .suspect }

    let file = try spool.open(dump)
    let results = try spool.beginResults()
    let answers = try spool.answers(on: content, memory)
    let (summary, encoded, posts) = try counted(content) {
      let input = try withExtendedLifetime(file) {
        try DumpInput(descriptor: file.number, fileName: dump.name.bytes)
      }
      var posts: [(name: String, text: [UInt8])] = []
      let classifier = Classifier(rules: rules, formats: formats, limits: limits, recall: { answers.text(of: $0) })
      let summary = try classifier.classify(
        input, isCancelled: isCancelled, learn: { post in posts += post.lastingNames.map { ($0, post.text ?? []) } }
      ) { try results.write($0) }
      return (summary, summary.encoded(rules), posts)
    }
    guard try spool.isUnchanged(dump) else { return .held(changed(dump)) }
    // Stopped behind this line it is judged again: no old record must stand for new answers or new verdicts.
    try spool.forgetVerdicts(on: content)
    try spool.keep(answers, on: content)
    try memory.learn(posts)
    let name = try spool.verdictsName("\(dump.name)", content: content)
    try results.publish(as: name, summary: encoded)
    try spool.recordVerdicts(name, on: content, by: judges)
    try spool.settle(content)
    try spool.finish(dump, content: content)
    return .judged(summary, name: name)
  }

  /// Does what the attempt was counted for; it counts only if it never comes to an end.
  private func counted<Result>(_ content: String, _ work: () throws -> Result) throws -> Result {
    let earlier = try attempts.begin(content)
    do {
      let result = try work()
      try attempts.end(content)
      return result
    } catch {
      try attempts.end(content, earlier: error is DumpError ? 0 : earlier)
      throw error
    }
  }

  private func setAside(_ dump: Dump, _ content: String) throws -> Outcome {
    let refusal = Refusal(
      "crash", "judging this dump has brought the daemon down \(Attempts.most) times; please report it as a bug")
    try spool.reject(dump, refusal)
    try attempts.end(content)
    return .rejected(refusal)
  }

  private func reject(_ dump: Dump, _ refusal: Refusal) -> Outcome {
    do {
      try spool.reject(dump, refusal)
      return .rejected(refusal)
    } catch {
      return .trouble("\(error)")
    }
  }
}
