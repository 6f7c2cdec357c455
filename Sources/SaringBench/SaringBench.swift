import Foundation
import Glibc

/// `saring-bench [COMMENTS] [WORKERS]`: generates a dump, lets the program beside it judge it, and prints comments a
/// second and peak memory; and, as the measure of this machine, how fast Foundation's JSON parser alone reads the same
/// lines without judging anything.
@main
struct SaringBench {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let count = arguments.first ?? 1_000_000
    let workers = arguments.dropFirst().first ?? 1
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("saring-bench-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let dump = folder.appendingPathComponent("generated.ndjson")
    let bytes = try generate(count, to: dump)
    print("\(count) comments, \(bytes / 1_000_000) MB of NDJSON")

    let run = try judge(dump, into: folder.appendingPathComponent("out"), workers: workers)
    let rate = Double(count) / run.seconds
    print(
      "saring classify, \(workers) worker(s): \(round(run.seconds)) s, \(Int(rate)) comments/s, peak \(run.peakKilobytes / 1024) MiB"
    )

    let sample = 20_000
    let seconds = try parseAlone(dump, lines: sample)
    let baseline = Double(sample) / seconds
    print(
      "Foundation JSONSerialization, parsing only: \(Int(baseline)) lines/s; saring is \(round(rate / baseline)) times as fast"
    )
  }

  private static func round(_ value: Double) -> Double { (value * 100).rounded() / 100 }

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

  private static func judge(_ dump: URL, into folder: URL, workers: Int) throws -> (seconds: Double, peakKilobytes: Int)
  {
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
    return (seconds, usage.ru_maxrss)
  }

  private static func parseAlone(_ dump: URL, lines: Int) throws -> Double {
    let handle = try FileHandle(forReadingFrom: dump)
    let data = try handle.read(upToCount: lines * 400) ?? Data()
    let rows = data.split(separator: UInt8(ascii: "\n")).prefix(lines)
    let start = DispatchTime.now().uptimeNanoseconds
    for row in rows { _ = try JSONSerialization.jsonObject(with: row) }
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9 * Double(lines) / Double(rows.count)
  }
}
