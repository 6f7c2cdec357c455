import Glibc
import HostileDumps

/// `saring-hostile FOLDER COUNT RULEFILE…`: writes so many bad dumps of each format into FOLDER/dumps, the ids that must be judged
/// all the same into FOLDER/good, hostile comments into FOLDER/comments.ndjson and a hundred explosive rules into
/// FOLDER/explosive.yaml. The same in every run.
@main
struct Hostile {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count > 3, let count = Int(arguments[2]) else { fail("saring-hostile FOLDER COUNT RULEFILE…") }
    let folder = arguments[1]
    unsafe mkdir("\(folder)/dumps", 0o755)
    var good = ""
    for dump in HostileSource.all.lazy.flatMap({ $0.dumps(count) }) + HostileDump.specials {
      write(dump.bytes, Array("\(folder)/dumps/".utf8) + dump.name)
      good += dump.good.map { $0 + "\n" }.joined()
    }
    write(Array(good.utf8), Array("\(folder)/good".utf8))
    let words = HostileComments.words(in: arguments[3...].map(read).joined())
    let lines = HostileComments.all(words: words).enumerated().map { number, text in
      "{\"post_id\":\"p\",\"post_text\":\"Kuih raya\",\"id\":\"\(number)\",\"author\":\"a\(number)\",\"text\":\"\(text.replacing("\n", with: "\\n"))\"}\n"
    }
    write(Array(lines.joined().utf8), Array("\(folder)/comments.ndjson".utf8))
    write(Array(HostileComments.explosiveRules.utf8), Array("\(folder)/explosive.yaml".utf8))
  }

  private static func write(_ bytes: [UInt8], _ path: [UInt8]) {
    let name = path.map { CChar(bitPattern: $0) } + [0]
    let file = unsafe open(name, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    var done = 0
    while file >= 0, done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress! + done, $0.count - done) }
      guard count > 0 else { fail("cannot write") }
      done += count
    }
    guard file >= 0, close(file) == 0 else { fail("cannot write a file") }
  }

  private static func read(_ path: String) -> String {
    let file = unsafe open(path, O_RDONLY)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = unsafe Glibc.read(file, &bytes, bytes.count)
    guard count > 0 else { fail("cannot read \(path)") }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  private static func fail(_ words: String) -> Never {
    print("saring-hostile: \(words)")
    exit(64)
  }
}
