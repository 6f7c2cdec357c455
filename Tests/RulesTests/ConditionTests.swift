import Testing

@testable import Rules

struct ConditionTests {
  private static let values: [Truth] = [.no, .unknown, .yes]

  /// `n`, `?`, `y` for a and b over (n,n), (n,?), (n,y), (?,n), … (y,y).
  @Test(arguments: [
    ("a and b", "nnnn??n?y"), ("a or b", "n?y??yyyy"), ("not a", "yyy???nnn"), ("a and not b", "nnn??ny?n"),
    ("not (a or b)", "y?n??nnnn"), ("all of them", "nnnn??n?y"), ("any of (a, b)", "n?y??yyyy"),
    ("1 of them", "n?y??yyyy"),
    ("2 of them", "nnnn??n?y"), ("not not a", "nnn???yyy"), ("a or b and not a", "n?y?" + "??yyy"),
    ("2 of (a, b, not a)", "n?y" + "???" + "n?y"),
    ("a unless b", "nnn??nyyn"), ("not a unless a and b", "yyy???nnn"),
    ("1 of (a and b, not b)", "y?ny??y?y"),
  ]) func hasThreeValues(text: String, table: String) throws {
    let condition = try ConditionParser.parse(text, leaves: ["a", "b"])
    let letters: [Truth: Character] = [.no: "n", .unknown: "?", .yes: "y"]
    var found = ""
    for a in Self.values {
      for b in Self.values { found.append(letters[condition.evaluate { $0 == 0 ? a : b }] ?? "!") }
    }
    #expect(found == table)
  }

  /// What is definite stays so whatever the unknown turns out to be.
  @Test func knowingMoreNeverContradicts() throws {
    var dice = Dice(seed: 4)
    func random(_ depth: Int) -> Condition {
      switch depth == 0 ? 0 : dice.roll(5) {
      case 1: .not(random(depth - 1))
      case 2: .all((0..<1 + dice.roll(3)).map { _ in random(depth - 1) })
      case 3: .any((0..<1 + dice.roll(3)).map { _ in random(depth - 1) })
      case 4: .atLeast(1 + dice.roll(2), (0..<2 + dice.roll(2)).map { _ in random(depth - 1) })
      default: .leaf(dice.roll(3))
      }
    }
    for _ in 0..<300 {
      let condition = random(3)
      for code in 0..<27 {
        let values = [code % 3, code / 3 % 3, code / 9].map { Self.values[$0] }
        let value = condition.evaluate { values[$0] }
        if value == .unknown { continue }
        for bits in 0..<8 {
          let known = (0..<3).map { values[$0] != .unknown ? values[$0] : bits >> $0 & 1 == 1 ? Truth.yes : .no }
          #expect(condition.evaluate { known[$0] } == value)
        }
      }
    }
  }

  /// The scanner's flat array against the tree.
  @Test(arguments: [
    "a and b and c", "a or b or c", "not a", "a and not b", "not (a and b) or c", "2 of them", "2 of (a, not b, c)",
    "any of (a and b, c)",
    "not any of them", "a unless b", "a or b unless not c", "3 of (a, b, c, a or b)", "all of (not a, not b)",
    "a and (b or not (c and 1 of (a, b)))",
  ]) func theScannerAgrees(text: String) throws {
    let fixture = try Fixture(
      """
      rules:
        - id: test.rule
          weight: 1
          match:
            a: { signal: emptiness.emoji, at-least: 1 }
            b: { signal: emptiness.characters, at-least: 1 }
            c: { signal: contact.links, at-least: 1 }
          when: \(text)
      """)
    let condition = try ConditionParser.parse(text, leaves: ["a", "b", "c"])
    let readings: [Truth: Double] = [.no: 0, .unknown: .nan, .yes: 1]
    for code in 0..<27 {
      let values = [code % 3, code / 3 % 3, code / 9].map { Self.values[$0] }
      let outcomes = fixture.outcomes(
        "kek",
        signals: [
          "emptiness.emoji": readings[values[0]] ?? 0, "emptiness.characters": readings[values[1]] ?? 0,
          "contact.links": readings[values[2]] ?? 0,
        ])
      let expected = condition.evaluate { values[$0] }
      #expect(outcomes.all.map(\.result) == (expected == .no ? [] : [expected == .yes ? .hit : .unknown]), "\(values)")
      #expect(
        outcomes.matches.map(\.leaf) == (expected == .no ? [] : values.indices.filter { values[$0] == .yes }))
    }
  }

  @Test func refusesWhatNeverEnds() {
    let deep = String(repeating: "(", count: 100) + "a" + String(repeating: ")", count: 100)
    let long = Array(repeating: "a", count: 2_000).joined(separator: " or ")
    let negated = String(repeating: "not ", count: 100) + "a"
    for text in [deep, long, negated] {
      #expect(throws: ConditionError.self) { try ConditionParser.parse(text, leaves: ["a"]) }
    }
  }

  /// While all leaves of its trigger are no, a condition is no, whatever the others are.
  @Test func nothingHoldsWithoutItsTrigger() {
    var dice = Dice(seed: 7)
    var triggered = 0
    for _ in 0..<2_000 {
      let condition = randomCondition(&dice, depth: 3)
      let costs = (0..<6).map { _ in dice.roll(4) == 0 ? nil : Double(dice.roll(50)) }
      guard let trigger = Trigger(of: condition, { costs[$0] }) else { continue }
      triggered += 1
      #expect(trigger.leaves.allSatisfy { costs[$0] != nil })
      for _ in 0..<50 {
        let values = (0..<6).map { leaf -> Truth in
          trigger.leaves.contains(leaf) ? .no : dice.pick(Truth.allCases)
        }
        #expect(condition.evaluate { values[$0] } == .no, "\(condition)")
      }
    }
    #expect(triggered > 500)
  }

  /// A condition is the least of what its gate takes it apart into.
  @Test func aGateIsTheWholeCondition() {
    var dice = Dice(seed: 8)
    var plain = 0
    for _ in 0..<2_000 {
      let condition = randomCondition(&dice, depth: 3)
      let gate = Gate(condition)
      if gate.rest.isEmpty { plain += 1 }
      for _ in 0..<50 {
        let values = (0..<6).map { _ in dice.pick(Truth.allCases) }
        let parts =
          gate.needed.map { Condition.leaf($0) } + gate.barring.map { .unless(.leaf($0)) }
          + gate.denied.map { .not(.leaf($0)) } + gate.rest
        let value = parts.map { $0.evaluate { values[$0] } }.min() ?? .yes
        #expect(condition.evaluate { values[$0] } == value, "\(condition)")
      }
    }
    #expect(plain > 500 && plain < 1_500, "\(plain)")
  }

  /// Also of connectives without parts, which rule files cannot say but other conditions are taken apart into.
  @Test func stepsComeToWhatTheConditionSays() {
    var dice = Dice(seed: 9)
    let atoms = [3, 1, 5, 0, 2, 4]
    for _ in 0..<2_000 {
      let condition = randomCondition(&dice, depth: 3, leastParts: 0)
      var steps: [ConditionStep] = []
      ConditionStep.append(condition, atoms, to: &steps)
      for _ in 0..<20 {
        let states = (0..<6).map { _ in dice.pick(Truth.allCases).rawValue }
        let value = condition.evaluate { Truth(rawValue: states[atoms[$0]]) ?? .unknown }
        #expect(ConditionStep.value(at: 0, in: steps.span, states.span) == value.rawValue, "\(condition)")
      }
    }
  }

  private func randomCondition(_ dice: inout Dice, depth: Int, leastParts least: Int = 1) -> Condition {
    guard depth > 0 else { return .leaf(dice.roll(6)) }
    func parts() -> [Condition] {
      (0..<least + dice.roll(3)).map { _ in randomCondition(&dice, depth: depth - 1, leastParts: least) }
    }
    switch dice.roll(8) {
    case 0: return .not(randomCondition(&dice, depth: depth - 1, leastParts: least))
    case 1: return .unless(randomCondition(&dice, depth: depth - 1, leastParts: least))
    case 2, 3: return .all(parts())
    case 4: return .any(parts())
    case 5:
      let parts = parts()
      return .atLeast(least + dice.roll(parts.count + 1 - least), parts)
    default: return .leaf(dice.roll(6))
    }
  }
}
