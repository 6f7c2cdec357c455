/// A rule as the plan needs it.
struct PlannedRule {
  /// A leaf that is a condition of its own.
  struct Compound: Sendable {
    let leaf: Int
    /// Over the rule's slots.
    let condition: Condition
    let slots: Range<Int>
  }

  /// The atom of each slot: one for each leaf, blank for compound ones, and behind these what compound leaves ask for.
  var atoms: [Int]
  /// Over the slots.
  var condition: Condition
  /// Slots that are leaves.
  var shown: Int
  var compounds: [Compound] = []
  /// Whether it counts for nothing.
  var isSilent = false

  init(atoms: [Int], condition: Condition, shown: Int? = nil, isSilent: Bool = false) {
    self.atoms = atoms
    self.condition = condition
    self.shown = shown ?? atoms.count
    self.isSilent = isSilent
  }
}
