import Rules
import Testing
import Verdicts

@testable import Evaluation

struct TuningTests {
  /// Two points for `pulsa` let bots go, three for `tiket` flag people: the right answer is plain.
  private static func rows(_ number: Int) -> [Toy.Row] {
    (0..<20).map { .init("pulsa \(number) \($0)", "bot") } + (0..<20).map { .init("tiket \(number) \($0)", "genuine") }
      + (0..<20).map { .init("kek \(number) \($0)", "genuine") }
      + (0..<20).map { .init("tiket kerja tanya \($0)", "bot") }
  }

  private func rules() throws -> RuleSet { try Toy.rules(Toy.plain, Toy.job, Toy.trust) }

  private func tuning(_ rules: RuleSet, _ rows: [[Toy.Row]], strength: Double = 0.01) throws -> Tuning {
    try Tuning(
      rows.enumerated().map { try Toy.judged($1, rules, name: "set\($0).ndjson", swapSeed: nil) }, rules,
      strength: strength)
  }

  @Test func findsTheWeightsThatTellThemApart() throws {
    let rules = try rules()
    let tuning = try tuning(rules, (0..<3).map(Self.rows))
    #expect(tuning.refusal == nil)
    let weights = Dictionary(uniqueKeysWithValues: tuning.proposals.map { ($0.rule, $0.after) })
    #expect(try #require(weights["shop.pulsa"]) >= 2.5)
    #expect(try #require(weights["shop.tiket"]) < 2.5)
    for fold in tuning.folds {
      #expect(
        fold.before.confusion == Confusion(truePositives: 20, falsePositives: 20, trueNegatives: 20, falseNegatives: 20)
      )
      #expect(
        fold.after.confusion == Confusion(truePositives: 40, falsePositives: 0, trueNegatives: 40, falseNegatives: 0))
    }
    #expect(tuning.meanBefore == 0.5 && tuning.meanAfter == 1)
  }

  /// The file gives the rules those weights, and the dump judged anew with it is judged as computed.
  @Test func theFileItWritesDoesWhatItSays() throws {
    let rules = try rules()
    let tuning = try tuning(rules, (0..<2).map(Self.rows))
    let tuned = try Toy.rules(Toy.plain, Toy.job, Toy.trust, tuning.ruleFile)
    let weights = Dictionary(uniqueKeysWithValues: tuned.rules.map { ($0.id, $0.weight) })
    for proposal in tuning.proposals { #expect(weights[proposal.rule] == proposal.after) }
    let set = try Toy.judged(Self.rows(0), tuned)
    #expect(TuningOutcome(set).confusion == tuning.folds[0].after.confusion)
  }

  @Test func weightsKeepSignAndBounds() throws {
    let rules = try rules()
    // Everything that trust is given for is a bot here, and much of it.
    let rows = (0..<3).map { number in
      (0..<40).map { Toy.Row("tiket tanya \(number) \($0)", "bot") }
        + (0..<40).map { Toy.Row("kerja pulsa \(number) \($0)", "genuine") }
    }
    let tuning = try tuning(rules, rows, strength: 0)
    #expect(!tuning.proposals.isEmpty)
    for proposal in tuning.proposals {
      #expect(abs(proposal.after) >= abs(proposal.before) / 2 && abs(proposal.after) <= abs(proposal.before) * 2)
      #expect(proposal.after * proposal.before > 0)
    }
    #expect(tuning.proposals.first { $0.rule == "trust.tanya" }?.after == -0.5)
  }

  @Test func refusesWhatDoesNotHoldOnSetsHeldOut() throws {
    // What is a bot in one set is genuine in the other.
    let bots = Self.rows(0)
    let inverted = bots.map { Toy.Row($0.text, $0.label == "bot" ? "genuine" : "bot") }
    let tuning = try tuning(rules(), [bots, inverted])
    #expect(tuning.refusal != nil)
    #expect(tuning.meanAfter <= tuning.meanBefore)
  }

  @Test func refusesWhenThereIsNothingToChange() throws {
    let rows = [[Toy.Row("kek", "genuine"), Toy.Row("roti", "bot")], [Toy.Row("kek", "genuine")]]
    #expect(try tuning(rules(), rows).refusal == .nothing)
  }

  /// Strong enough, the present weights win.
  @Test func strengthHoldsOnToPresentWeights() throws {
    #expect(try tuning(rules(), (0..<3).map(Self.rows), strength: 1000).proposals.isEmpty)
  }

  @Test func unlabelledSetsAreLeftOut() throws {
    let rows = (0..<2).map(Self.rows) + [[Toy.Row("tiket", nil)]]
    let tuning = try tuning(rules(), rows)
    #expect(tuning.folds.map(\.name) == ["set0.ndjson", "set1.ndjson"])
  }

  /// A cap bounds what weights can do, and the search must know it.
  @Test func capsAreRespected() throws {
    let capped = Toy.plain.replacing("cap: 3", with: "cap: 2")
    let rules = try Toy.rules(capped, Toy.job, Toy.trust)
    let tuning = try tuning(rules, (0..<2).map(Self.rows))
    #expect(!tuning.proposals.contains { $0.rule == "shop.pulsa" })
    #expect(tuning.folds.allSatisfy { $0.after.confusion.truePositives == $0.before.confusion.truePositives })
  }
}
