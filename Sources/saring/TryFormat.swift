import ArgumentParser
import Bytes
import Dumps

/// Shows how a file is read, for those who write maps.
struct TryFormat: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try",
    abstract: "Says as which format a dump is read and why, and shows its first records field by field.")

  @OptionGroup var formatOptions: FormatOptions

  @Option(help: ArgumentHelp("Read it as this format instead of recognising it.", valueName: "name"))
  var format: String?

  @Option(help: ArgumentHelp("Records to show.", valueName: "number"))
  var records: Int = 3

  @Argument(help: ArgumentHelp("A file, a folder, or - for standard input.", valueName: "file"))
  var input: String

  func validate() throws {
    guard records >= 0, records <= 1_000_000 else { throw ValidationError("--records must be between 0 and 1000000.") }
  }

  func run() throws {
    do {
      let dump = try input == "-" ? DumpInput.standardInput() : DumpInput.opening(path: input)
      try show(DumpReader(dump, format: format, formats: formatOptions.load()))
    } catch let error as DumpError {
      printError("saring: \(terminalSafe(error.description))")
      throw ExitCode(1)
    }
  }

  private func show(_ reader: DumpReader) throws {
    var shown: [CommentBatch] = []
    var (comments, answers, kept, times) = (0, 0, 0, 0)
    while let batch = try reader.next() {
      comments += batch.comments.count
      answers += batch.comments.count { $0.parent != nil }
      times += batch.comments.count { $0.time != nil }
      if kept < records { shown.append(batch) }
      kept += batch.comments.count
    }
    for choice in reader.choices.prefix(20) {
      print("\(choice.file): \(choice.format), because it holds \(terminalSafe(choice.reason))")
      for (format, reason) in choice.passedOver { print("  not \(format): \(terminalSafe(reason))") }
    }
    if reader.choices.count > 20 { print("… and \(reader.choices.count - 20) more files") }
    var left = records
    for batch in shown {
      for comment in batch.comments.prefix(left) { show(comment, batch, reader.posts[Int(comment.post)]) }
      left -= min(left, batch.comments.count)
    }
    let texts = (0..<reader.posts.count).count { reader.posts[$0].text != nil }
    print(
      "\n\(comments) comments, \(answers) of them answers, \(times) with a time; \(reader.posts.count) posts, \(texts) of "
        + "them with text; \(reader.rejects.count) records rejected")
    for note in reader.notes { print("note: \(terminalSafe(note))") }
    for reject in reader.rejects.described.prefix(10) { print(terminalSafe(reject.description)) }
  }

  private func show(_ comment: Comment, _ batch: CommentBatch, _ post: Post) {
    print("\nrecord \(comment.record)")
    func line(_ name: String, _ value: String?) {
      let shown = value.map { terminalSafe($0.count > 200 ? $0.prefix(200) + "…" : $0) }
      print("  \(padded(name, to: 12)) \(shown ?? "–")")
    }
    func text(_ range: ByteRange?) -> String? { range.map { String(decoding: batch.bytes[$0.range], as: UTF8.self) } }
    line("id", text(comment.id))
    line("parent", text(comment.parent))
    line("parent text", text(comment.parentText))
    line("author", text(comment.author))
    line("text", text(comment.text))
    line("time", comment.time.map { "\($0) (seconds since 1970)" })
    line("likes", comment.likes.map(String.init))
    line("owner", comment.isOwner.map { $0 ? "yes" : "no" })
    line("label", comment.label.map { "\($0)" })
    line("platform", post.platform)
    line("post id", post.id)
    line("post author", post.author)
    line("post text", post.text.map { String(decoding: $0, as: UTF8.self) })
    line("post url", post.url)
    line("post time", post.time.map { "\($0) (seconds since 1970)" })
  }
}
