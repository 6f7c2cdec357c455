/// A piece of the program that must survive any bytes. `Tests/Scripts/fuzz.sh` throws bytes at it with libFuzzer; what
/// was found that way lies in `Tests/Fuzz/Findings/NAME` and is run by the tests.
package struct FuzzTarget: Sendable {
  package let name: String
  /// Where to begin: small inputs that are right.
  package let seeds: [[UInt8]]
  /// Traps where a promise is broken; errors that are told are none.
  package let run: @Sendable ([UInt8]) -> Void

  package init(_ name: String, seeds: [[UInt8]], run: @escaping @Sendable ([UInt8]) -> Void) {
    self.name = name
    self.seeds = seeds
    self.run = run
  }
}

/// All targets, by name.
package let fuzzTargets: [FuzzTarget] = dumpTargets + formatFileTargets + ruleTargets + textTargets + verdictTargets
