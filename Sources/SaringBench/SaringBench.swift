import Foundation
import Glibc

/// What the program costs, measured against something else that is measured in the same run.
///
/// - `saring-bench [COMMENTS] [WORKERS]`: comments a second, and memory.
/// - `saring-bench hostile RULES`: comments that are meant to keep rules busy.
/// - `saring-bench rules [RULES]`: loading many rules.
///
/// The latter two end with 1 where it takes longer than it may.
@main
struct SaringBench {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let numbers = arguments.compactMap { Int($0) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("saring-bench-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var isGood = true
    do {
      defer { try? FileManager.default.removeItem(at: folder) }
      switch arguments.first {
      case "hostile": isGood = try HostileScan.run(rules: arguments.dropFirst().first ?? "rules", in: folder)
      case "rules": isGood = try RuleLoading.run(numbers.first ?? 2_000, in: folder)
      default:
        try Throughput.run(numbers.first ?? 1_000_000, workers: numbers.dropFirst().first ?? 1, in: folder)
      }
    }
    if !isGood { exit(1) }
  }
}

/// Seconds of processor time that this thread takes for something, so that a machine that does other things changes
/// little.
func processorSeconds(_ work: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let began = now()
  try work()
  return now() - began
}

/// Rounded to hundredths.
func shown(_ value: Double) -> Double { (value * 100).rounded() / 100 }
