import Foundation
import FuzzTargets
import Testing

/// Every target survives its seeds, and what libFuzzer once found: files in `Tests/Fuzz/Findings/TARGET`.
struct FuzzTests {
  @Test(arguments: fuzzTargets.map(\.name)) func seedsAndFindings(name: String) throws {
    let target = try #require(fuzzTargets.first { $0.name == name })
    #expect(!target.seeds.isEmpty)
    for seed in target.seeds { target.run(seed) }
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fuzz/Findings/\(name)")
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      target.run(Array(try Data(contentsOf: file)))
    }
  }

  @Test func everyTargetHasANameOfItsOwn() { #expect(Set(fuzzTargets.map(\.name)).count == fuzzTargets.count) }

  /// A folder of findings that belongs to no target would never be run.
  @Test func findingsBelongToTargets() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Fuzz/Findings")
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      #expect(fuzzTargets.contains { $0.name == name }, "no target \(name)")
    }
  }
}
