import CFuzzer
import FuzzTargets
import Glibc

/// `saring-fuzz TARGET [LIBFUZZER ARGUMENTS]`, `saring-fuzz --list`, `saring-fuzz --seeds TARGET FOLDER`.
@main
struct Fuzz {
  fileprivate static let target = CommandLine.arguments.dropFirst().lazy.compactMap { name in
    fuzzTargets.first { $0.name == name }
  }.first

  static func main() {
    let arguments = CommandLine.arguments
    if arguments.count == 2, arguments[1] == "--list" { return print(fuzzTargets.map(\.name).joined(separator: "\n")) }
    guard let target else {
      print("targets: \(fuzzTargets.map(\.name).joined(separator: " "))")
      exit(64)
    }
    if arguments.count == 4, arguments[1] == "--seeds" { return write(target.seeds, to: arguments[3]) }
    drive(target.name)
  }

  private static func write(_ seeds: [[UInt8]], to folder: String) {
    for (number, seed) in seeds.enumerated() {
      guard let file = unsafe fopen("\(folder)/seed-\(number)", "w") else { fatalError("cannot write to \(folder)") }
      unsafe fwrite(seed, 1, seed.count, file)
      unsafe fclose(file)
    }
  }

  /// libFuzzer gets the arguments without the target's name.
  private static func drive(_ name: String) {
    let kept = CommandLine.arguments.prefix(1) + CommandLine.arguments.dropFirst(2)
    let arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: kept.count + 1)
    for (index, argument) in kept.enumerated() { unsafe arguments[index] = unsafe strdup(argument) }
    unsafe arguments[kept.count] = nil
    var (count, start) = (CInt(kept.count), unsafe Optional(arguments))
    exit(
      unsafe LLVMFuzzerRunDriver(&count, &start) { bytes, count in
        unsafe Fuzz.target?.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      })
  }
}
