import ArgumentParser
import Dumps
import Verdicts

/// What can be read.
struct Formats: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the formats that can be read, or tries a file.", subcommands: [List.self, TryFormat.self],
    defaultSubcommand: List.self)

  /// How each format is recognised and which key feeds which field.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the formats that can be read, how each is recognised and which key feeds which field.")

    @Flag(help: "Print the JSON Schemas of verdict lines and summaries instead.")
    var schema = false

    @OptionGroup var formatOptions: FormatOptions

    func run() throws {
      if schema {
        print(Schemas.verdict)
        print(Schemas.summary)
        return
      }
      for format in formatCatalogue(try formatOptions.load()) {
        print("\(format.name): \(terminalSafe(format.title))")
        print("  recognised by \(terminalSafe(format.recognisedBy))")
        for (key, field) in format.fields { print("  \(padded(terminalSafe(key), to: 44)) → \(field)") }
      }
      print("Each may be compressed with gzip, zstd, xz or bzip2; folders, zip and tar archives are read as one dump.")
    }
  }
}
