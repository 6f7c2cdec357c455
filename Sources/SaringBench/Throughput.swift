import Foundation
import Glibc

/// Generates a dump, lets the program beside this one judge it, and prints comments a second and peak memory.
///
/// As the measure of this machine it then lets Foundation's JSON parser read the same lines, all of them, and judge nothing.
/// The two are compared by the processor time they took, so that the ratio holds on a machine that does other things.
enum Throughput {
  static func run(_ count: Int, workers: Int, in folder: URL) throws {
    let dump = folder.appendingPathComponent("generated.ndjson")
    let bytes = try generate(count, to: dump)
    print("\(count) comments, \(bytes / 1_000_000) MB of NDJSON")

    let run = try judge(dump, into: folder.appendingPathComponent("out"), workers: workers)
    print(
      "saring classify, \(workers) worker(s): \(Int(Double(count) / run.seconds)) comments/s in \(shown(run.seconds)) s"
    )
    print("  processor time: \(shown(run.processorSeconds)) s, \(Int(Double(count) / run.processorSeconds)) comments/s")
    print("  peak memory: \(run.peakKilobytes / 1024) MiB")

    let parsing = try parseAlone(dump)
    print("Foundation's JSONSerialization, the same lines, parsing only: \(Int(Double(count) / parsing)) lines/s")
    print("ratio: \(shown(parsing / run.processorSeconds)) comments judged while it parses one")
  }

  private static func generate(_ count: Int, to file: URL) throws -> Int {
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    let handle = try FileHandle(forWritingTo: file)
    var generator = Generator(seed: 2026)
    var total = 0
    for start in stride(from: 0, to: count, by: 10_000) {
      var text = ""
      for number in start..<min(count, start + 10_000) { text += generator.line(number) }
      let data = Data(text.utf8)
      total += data.count
      try handle.write(contentsOf: data)
    }
    try handle.close()
    return total
  }

  /// What one run took.
  private struct Run {
    var seconds: Double
    var processorSeconds: Double
    var peakKilobytes: Int
  }

  private static func judge(_ dump: URL, into folder: URL, workers: Int) throws -> Run {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("saring")
    let process = Process()
    process.executableURL = program
    process.arguments = ["classify", "--workers", "\(workers)", "-o", folder.path, dump.path]
    let start = DispatchTime.now().uptimeNanoseconds
    try process.run()
    process.waitUntilExit()
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    guard process.terminationStatus == 0 else { throw CocoaError(.executableRuntimeMismatch) }
    var usage = rusage()
    unsafe getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    return Run(
      seconds: seconds, processorSeconds: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
      peakKilobytes: usage.ru_maxrss)
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

  /// Processor seconds that Foundation takes to parse all lines; reading the file and finding its lines is not counted.
  private static func parseAlone(_ dump: URL) throws -> Double {
    let data = try Data(contentsOf: dump, options: .alwaysMapped)
    var seconds = 0.0
    var start = data.startIndex
    while start < data.endIndex {
      let end = data[min(start + 4_000_000, data.endIndex)...].firstIndex(of: UInt8(ascii: "\n")) ?? data.endIndex
      let rows = data[start..<end].split(separator: UInt8(ascii: "\n")).map { Data($0) }
      seconds += try processorSeconds { for row in rows { _ = try JSONSerialization.jsonObject(with: row) } }
      start = min(end + 1, data.endIndex)
    }
    return seconds
  }
}
