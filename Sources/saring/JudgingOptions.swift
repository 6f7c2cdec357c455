import ArgumentParser
import Classifier
import Dumps

/// How dumps are read and judged, for every command that does the daemon's work once.
struct JudgingOptions: ParsableArguments {
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var formatOptions: FormatOptions
  @OptionGroup var limitOptions: LimitOptions

  @Option(
    help: ArgumentHelp(
      "Read every input as this format instead of recognising it (see `saring formats`).", valueName: "name"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "A file or folder in any format that holds posts; comments whose posts have no text in their own dump find it there. May be given again.",
      valueName: "file"))
  var posts: [String] = []

  /// Loads rules, maps and posts, or ends the program with every error that was found.
  func classifier(workers: Int) throws -> Classifier {
    let limits = try limitOptions.load()
    let formats = try formatOptions.load()
    let texts = try postTexts(limits, formats)
    return Classifier(
      rules: try ruleOptions.load(), formats: formats, limits: limits, workers: workers,
      recall: { names in names.lazy.compactMap { texts[$0] }.first })
  }

  /// The texts of the posts in the files named by `--posts`, under all their names.
  private func postTexts(_ limits: DumpLimits, _ formats: FormatSet) throws -> [String: [UInt8]] {
    var texts: [String: [UInt8]] = [:]
    for path in posts {
      do {
        let reader = try DumpReader(.opening(path: path), limits: limits, formats: formats)
        while try reader.next() != nil {}
        for number in 0..<reader.posts.count {
          guard let text = reader.posts.text(of: number) else { continue }
          for name in reader.posts[number].names { texts[name] = text }
        }
      } catch let error as DumpError {
        printError("saring: \(terminalSafe(error.description))")
        throw ExitCode(2)
      }
    }
    return texts
  }
}
