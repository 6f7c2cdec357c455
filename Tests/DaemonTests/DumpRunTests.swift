import Classifier
import Dispatch
import Dumps
import Foundation
import Glibc
import Rules
import Synchronization
import Testing
import Verdicts

@testable import Daemon
@testable import Inbox

/// A tree with one worker, driven by hand.
struct Bench {
  let scratch: Scratch
  let rules: RuleSet

  init() throws {
    scratch = try Scratch()
    rules = try scratch.rules()
    _ = try scratch.spool()
  }

  /// What the command line makes of a dump, apart from any tree.
  func expected(_ name: String, _ text: String) throws -> (verdicts: String, summary: String) {
    scratch.write(name, text)
    var verdicts = Data()
    let summary = try Classifier(rules: rules).classify(DumpInput.opening(path: "\(scratch.path)/\(name)")) { lines in
      unsafe lines.withUnsafeBufferPointer { unsafe verdicts.append($0) }
    }
    return (String(decoding: verdicts, as: UTF8.self), String(decoding: summary.encoded(rules), as: UTF8.self))
  }

  /// A daemon's life: recovers, then judges everything there is.
  func judgeAll(
    _ rules: RuleSet? = nil, formats: FormatSet = FormatSet(), isCancelled: @escaping () -> Bool = { false }
  ) throws -> [DumpRun.Outcome] {
    let spool = try scratch.spool()
    _ = try spool.recover()
    _ = try spool.scan(now: 0)
    let run = DumpRun(
      spool: spool, attempts: Attempts(spool.tree), memory: try PostMemory(spool.tree), rules: rules ?? self.rules,
      formats: formats,
      isCancelled: isCancelled)
    var outcomes: [DumpRun.Outcome] = []
    while let taken = try spool.next({ _ in }) {
      outcomes.append(run.run(taken.dump, isSuspect: taken.isSuspect))
      if case .suspect = outcomes.last { spool.putOff(taken.dump.name) }
      if case .trouble = outcomes.last { break }
      if case .held = outcomes.last { break }
      if case .cancelled = outcomes.last { break }
    }
    return outcomes
  }

  func expectJudged(_ name: String, _ text: String) throws {
    let expected = try expected(name, text)
    #expect(scratch.text("tree/verdicts/\(name).verdicts.ndjson") == expected.verdicts)
    #expect(scratch.text("tree/verdicts/\(name).summary.json") == expected.summary)
    #expect(scratch.names("verdicts") == ["\(name).summary.json", "\(name).verdicts.ndjson"])
    #expect(scratch.names("done") == [name])
    for folder in ["inbox", "work", "rejected", "state/attempts"] { #expect(scratch.names(folder).isEmpty) }
  }
}

struct DumpRunTests {
  @Test func writesWhatTheCommandLineWrites() throws {
    let bench = try Bench()
    bench.scratch.drop("d.ndjson", dump(comments: 50))
    _ = try bench.judgeAll()
    try bench.expectJudged("d.ndjson", dump(comments: 50))
    #expect(bench.scratch.text("tree/verdicts/d.ndjson.verdicts.ndjson")?.contains(#""verdict":"bot""#) == true)
  }

  /// What a daemon may leave behind that was stopped at some step.
  enum Stop: CaseIterable {
    case taken, counted, halfWritten, oneFileRenamed, published, recorded
  }

  @Test(arguments: Stop.allCases) func beginsAgainAndLeavesNoTrace(stop: Stop) throws {
    let bench = try Bench()
    let text = dump(comments: 50)
    let expected = try bench.expected("d.ndjson", text)
    bench.scratch.drop("d.ndjson", text)
    do {
      let spool = try bench.scratch.spool()
      _ = try spool.scan(now: 0)
      let taken = try #require(try spool.next({ _ in })?.dump)
      let content = try spool.digest(of: taken) {}
      if stop == .counted || stop == .halfWritten { _ = try Attempts(spool.tree).begin(content) }
      if stop == .halfWritten { bench.scratch.write("tree/verdicts/.saring-1.part", "half a li") }
      if [.oneFileRenamed, .published, .recorded].contains(stop) {
        #expect(try spool.verdictsName("d.ndjson", content: content) == "d.ndjson")
        bench.scratch.write("tree/verdicts/d.ndjson.verdicts.ndjson", expected.verdicts)
      }
      if stop == .published || stop == .recorded {
        bench.scratch.write("tree/verdicts/d.ndjson.summary.json", expected.summary)
      }
      if stop == .recorded { try spool.recordVerdicts("d.ndjson", on: content, by: "\(bench.rules.digest)-") }
    }
    #expect(bench.scratch.names("work") == ["d.ndjson"])
    #expect(try bench.judgeAll().count == 1)
    try bench.expectJudged("d.ndjson", text)
  }

  private static let lonely =
    #"{"platform":"youtube","post_id":"dQw4w9WgXcQ","id":"1","text":"menang di mawar77"}"# + "\n"
  private static let post =
    #"{"platform":"youtube","post_id":"dQw4w9WgXcQ","post_text":"Kedai mawar77 kami"}"# + "\n"

  /// Comments that were judged without their post are judged again when the post has come.
  @Test func remembersPostsOfEarlierDumps() throws {
    let bench = try Bench()
    let steps: [(name: String, text: String, isKnown: Bool, note: Bool)] = [
      ("a.ndjson", Self.lonely, false, false), ("a.ndjson", Self.lonely, true, false),
      ("p.ndjson", Self.post, false, false),
      ("a.ndjson", Self.lonely, false, true), ("a.ndjson", Self.lonely, true, true),
    ]
    for step in steps {
      bench.scratch.drop(step.name, step.text)
      let outcome = try #require(try bench.judgeAll().first)
      switch outcome {
      case .judged: #expect(!step.isKnown)
      case .known: #expect(step.isKnown)
      default: throw outcome.unexpected
      }
      if step.name == "a.ndjson" {
        let summary = try #require(bench.scratch.text("tree/verdicts/a.ndjson.summary.json"))
        #expect(summary.contains("known from elsewhere") == step.note)
      }
    }
    #expect(bench.scratch.names("state/asked").isEmpty)
    #expect(bench.scratch.names("state/told").count == 1)
  }

  /// What is learnt between a crash and the next attempt changes nothing of what was already told.
  @Test(arguments: [false, true]) func isToldTheSameAfterACrash(hasRecorded: Bool) throws {
    let bench = try Bench()
    bench.scratch.drop("a.ndjson", Self.lonely)
    do {
      let spool = try bench.scratch.spool()
      _ = try spool.scan(now: 0)
      let taken = try #require(try spool.next({ _ in })?.dump)
      let content = try spool.digest(of: taken) {}
      let memory = try PostMemory(spool.tree)
      let answers = try spool.answers(on: content, memory)
      #expect(answers.text(of: ["youtube idQw4w9WgXcQ"]) == nil)
      try spool.keep(answers, on: content)
      try memory.learn([("youtube idQw4w9WgXcQ", Array("Kedai mawar77 kami".utf8))])
      if hasRecorded {
        for ending in ["verdicts.ndjson", "summary.json"] {
          bench.scratch.write("tree/verdicts/a.ndjson.\(ending)", "x")
        }
        #expect(try spool.verdictsName("a.ndjson", content: content).hasPrefix("a.ndjson"))
        try spool.recordVerdicts("a.ndjson", on: content, by: "\(bench.rules.digest)-")
      }
    }
    let outcome = try #require(try bench.judgeAll().first)
    switch outcome {
    case .judged: #expect(!hasRecorded)
    case .known: #expect(hasRecorded)
    default: throw outcome.unexpected
    }
    let summary = try #require(bench.scratch.text("tree/verdicts/a.ndjson.summary.json"))
    #expect(!summary.contains("known from elsewhere"))
    #expect(bench.scratch.names("state/asked").isEmpty)
  }

  @Test func judgesTheSameDumpAgainByOtherMaps() throws {
    let bench = try Bench()
    for (digest, isKnown) in [("a", false), ("a", true), ("b", false)] {
      bench.scratch.drop("d.ndjson", dump(comments: 9))
      let outcome = try #require(try bench.judgeAll(formats: FormatSet([], digest: digest)).first)
      switch outcome {
      case .judged: #expect(!isKnown)
      case .known: #expect(isKnown)
      default: throw outcome.unexpected
      }
    }
  }

  @Test func acknowledgesTheSameDumpAgain() throws {
    let bench = try Bench()
    for name in ["d.ndjson", "d.ndjson", "copy.ndjson"] {
      bench.scratch.drop(name, dump(comments: 9))
      let outcome = try #require(try bench.judgeAll().first)
      if bench.scratch.names("done").count == 1 {
        guard case .judged = outcome else { throw outcome.unexpected }
      } else {
        guard case .known(name: "d.ndjson") = outcome else { throw outcome.unexpected }
      }
    }
    #expect(bench.scratch.names("verdicts").count == 2)
    #expect(bench.scratch.names("done").count == 3)
  }

  /// And once more by the first rules, whose verdicts have been replaced meanwhile.
  @Test func judgesTheSameDumpAgainByOtherRules() throws {
    let bench = try Bench()
    for (weight, verdict) in [("6.0", "bot"), ("3.0", "suspicious"), ("6.0", "bot")] {
      bench.scratch.setRules(weight: weight)
      bench.scratch.drop("d.ndjson", dump(comments: 9))
      let outcome = try #require(try bench.judgeAll(bench.scratch.rules()).first)
      guard case .judged = outcome else { throw outcome.unexpected }
      #expect(bench.scratch.names("verdicts").count == 2)
      let verdicts = try #require(bench.scratch.text("tree/verdicts/d.ndjson.verdicts.ndjson"))
      #expect(verdicts.contains(#""verdict":"\#(verdict)""#))
    }
  }

  @Test func keepsTheVerdictsOnAnotherContent() throws {
    let bench = try Bench()
    for seed in ["a", "b"] {
      bench.scratch.drop("daily.ndjson", dump(comments: 9, seed: seed))
      _ = try bench.judgeAll()
    }
    let verdicts = bench.scratch.names("verdicts").filter { $0.hasSuffix(".ndjson") }
    #expect(verdicts.count == 2)
    #expect(bench.scratch.text("tree/verdicts/daily.ndjson.verdicts.ndjson")?.contains(#""comment":"a0""#) == true)
    #expect(try verdicts.contains { try /daily.ndjson-[0-9a-f]{12}.verdicts.ndjson/.wholeMatch(in: $0) != nil })
  }

  @Test func setsAsideWhatCrashesThrice() throws {
    let bench = try Bench()
    let text = dump(comments: 9)
    for crash in 0..<3 {
      if crash == 0 { bench.scratch.drop("poison.ndjson", text) }
      let spool = try bench.scratch.spool()
      _ = try spool.recover()
      _ = try spool.scan(now: 0)
      let taken = try #require(try spool.next({ _ in })?.dump)
      #expect(try Attempts(spool.tree).begin(spool.digest(of: taken) {}) == crash)
    }
    let outcome = try #require(try bench.judgeAll().first)
    guard case .rejected(let refusal) = outcome else { throw outcome.unexpected }
    #expect(refusal.code == "crash")
    #expect(bench.scratch.names("rejected") == ["poison.ndjson", "poison.ndjson.error.json"])
    #expect(bench.scratch.names("verdicts").isEmpty)
    #expect(bench.scratch.names("state/attempts").isEmpty, "dropped again, it gets another chance")
  }

  @Test func triesASuspectAfterAllOthers() throws {
    let bench = try Bench()
    let text = dump(comments: 9)
    bench.scratch.drop("suspect.ndjson", text)
    for _ in 0..<2 {
      let spool = try bench.scratch.spool()
      _ = try spool.recover()
      _ = try spool.scan(now: 0)
      let taken = try #require(try spool.next({ _ in })?.dump)
      _ = try Attempts(spool.tree).begin(spool.digest(of: taken) {})
    }
    bench.scratch.drop("other.ndjson", dump(comments: 9, seed: "b"))
    let outcomes = try bench.judgeAll()
    let names = outcomes.map { outcome in
      switch outcome {
      case .suspect: "put off"
      case .judged(_, let name): name
      default: "\(outcome)"
      }
    }
    #expect(names == ["put off", "other.ndjson", "suspect.ndjson"])
    #expect(bench.scratch.names("state/attempts").isEmpty)
  }

  @Test func rejectsWhatIsNoDump() throws {
    let bench = try Bench()
    bench.scratch.drop("noise", "\u{1}\u{2}\u{3} this is no dump")
    let outcome = try #require(try bench.judgeAll().first)
    guard case .rejected = outcome else { throw outcome.unexpected }
    #expect(bench.scratch.names("rejected") == ["noise", "noise.error.json"])
    #expect(bench.scratch.names("verdicts").isEmpty)
    #expect(bench.scratch.names("state/attempts").isEmpty)
  }

  @Test func stopsBetweenBatches() throws {
    let bench = try Bench()
    let text = dump(comments: 5000)
    bench.scratch.drop("d.ndjson", text)
    var asked = 0
    let outcome = try bench.judgeAll {
      asked += 1; return asked > 3
    }.first
    guard case .cancelled = outcome else { throw outcome!.unexpected }
    #expect(bench.scratch.names("work") == ["d.ndjson"])
    #expect(bench.scratch.names("verdicts").isEmpty)
    #expect(bench.scratch.names("state/attempts").isEmpty, "to be stopped is no crash")
    _ = try bench.judgeAll()
    try bench.expectJudged("d.ndjson", text)
  }

  @Test func judgesTwinsOnce() throws {
    let bench = try Bench()
    let text = dump(comments: 3000)
    for name in ["a.ndjson", "b.ndjson"] { bench.scratch.drop(name, text) }
    let spool = try bench.scratch.spool()
    _ = try spool.scan(now: 0)
    let dumps = try (0..<2).map { _ in try #require(try spool.next({ _ in })?.dump) }
    let judged = Mutex<[Bool]>([])
    let (rules, memory) = (bench.rules, try PostMemory(spool.tree))
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
      let run = DumpRun(
        spool: spool, attempts: Attempts(spool.tree), memory: memory, rules: rules, formats: FormatSet()
      ) { false }
      let outcome = run.run(dumps[worker])
      judged.withLock { if case .judged = outcome { $0.append(true) } else { $0.append(false) } }
    }
    #expect(judged.withLock { $0.filter { $0 }.count } == 1)
    #expect(bench.scratch.names("verdicts").count == 2)
    #expect(bench.scratch.names("done") == ["a.ndjson", "b.ndjson"])
  }

  @Test(arguments: [3, 4, 5]) func holdsBackWhatChangesWhileItIsRead(call: Int) throws {
    let bench = try Bench()
    bench.scratch.drop("d.ndjson", dump(comments: 3000))
    let path = "\(bench.scratch.path)/tree/work/d.ndjson"
    var asked = 0
    let outcome = try bench.judgeAll {
      asked += 1
      if asked == call { #expect(unsafe truncate(path, 100) == 0) }
      return false
    }.first
    guard case .held = outcome else { throw outcome!.unexpected }
    #expect(bench.scratch.names("verdicts").isEmpty)
    #expect(bench.scratch.names("work") == ["d.ndjson"])
  }

  @Test func waitsOutTrouble() throws {
    let bench = try Bench()
    let spool = try bench.scratch.spool()
    bench.scratch.drop("d.ndjson", dump(comments: 9))
    _ = try spool.scan(now: 0)
    let taken = try #require(try spool.next({ _ in })?.dump)
    let run = DumpRun(
      spool: spool, attempts: Attempts(spool.tree), memory: try PostMemory(spool.tree), rules: bench.rules,
      formats: FormatSet()
    ) { false }
    // A folder that has been removed takes no files, whoever asks.
    #expect(unsafe rmdir("\(bench.scratch.path)/tree/verdicts") == 0)
    let outcome = run.run(taken)
    guard case .trouble(let description) = outcome else { throw outcome.unexpected }
    #expect(description.contains("tree/verdicts"))
    #expect(bench.scratch.names("work") == ["d.ndjson"])
    spool.putBack(taken.name)
    #expect(try spool.next({ _ in })?.dump.name == taken.name)
  }
}

extension DumpRun.Outcome {
  struct Unexpected: Error { var outcome: String }
  var unexpected: Unexpected { Unexpected(outcome: "\(self)") }
}
