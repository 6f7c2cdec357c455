import ArgumentParser
import Dumps
import Verdicts

/// What can be read.
struct Formats: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the formats that can be read, how each is recognised and which key feeds which field.")

  @Flag(help: "Print the JSON Schemas of verdict lines and summaries instead.")
  var schema = false

  func run() {
    if schema {
      print(Schemas.verdict)
      print(Schemas.summary)
      return
    }
    for format in formatCatalogue {
      print("\(format.name): \(format.title)")
      print("  recognised by \(format.recognisedBy)")
      for (key, field) in format.fields { print("  \(padded(key, to: 44)) → \(field)") }
    }
    print("Each may be compressed with gzip, zstd, xz or bzip2.")
  }
}
