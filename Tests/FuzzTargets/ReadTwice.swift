import Bytes
import DumpFixtures
import Dumps
import Glibc

/// Calls `body` with the descriptor of a nameless file that holds some bytes.
func withFile<Result>(_ bytes: [UInt8], _ body: (CInt) throws -> Result) rethrows -> Result {
  var path = Array("/tmp/saring-fuzz-XXXXXX".utf8CString)
  let file = unsafe mkstemp(&path)
  guard file >= 0, unsafe unlink(path) == 0,
    unsafe bytes.withUnsafeBytes({ unsafe write(file, $0.baseAddress, $0.count) }) == bytes.count
  else {
    fatalError("cannot write to /tmp")
  }
  defer { close(file) }
  return try body(file)
}

/// Reads bytes as a dump, twice as judging does: both readings must give the same comments, whose texts are UTF-8 and
/// whose posts are known.
func readTwice(
  _ bytes: [UInt8], as format: String?, formats: FormatSet = stockFormats,
  documentBytes: Int = DumpLimits().documentBytes
) {
  var limits = fuzzLimits
  limits.documentBytes = documentBytes
  let (input, first): (DumpInput, DumpReader)
  var readings: [Int] = []
  do {
    input = try withFile(bytes) { try DumpInput(descriptor: $0, fileName: Array("dump_comments.json".utf8)) }
    first = try DumpReader(input, limits: limits, format: format, formats: formats)
    while let batch = try first.next() {
      check(batch, first.posts.count)
      readings.append(digest(batch))
    }
  } catch let error as DumpError {
    return precondition(!error.message.isEmpty && !error.code.isEmpty)
  } catch {
    fatalError("not a DumpError: \(error)")
  }
  do {
    let second = try DumpReader(input, limits: limits, format: format, formats: formats, posts: first.posts)
    var again: [Int] = []
    while let batch = try second.next() { again.append(digest(batch)) }
    precondition(readings == again, "the second reading differs from the first")
    precondition(first.rejects.described == second.rejects.described, "other records were rejected")
    for reject in first.rejects.described { precondition(!reject.message.isEmpty && reject.record > 0) }
  } catch {
    fatalError("only the second reading failed: \(error)")
  }
}

/// Small, so that the code at the limits is reached.
private let fuzzLimits: DumpLimits = {
  var limits = DumpLimits()
  limits.recordBytes = 4096
  limits.textBytes = 256
  limits.depth = 16
  limits.columns = 32
  limits.posts = 20
  limits.members = 8
  limits.fileBytes = 1 << 20
  limits.describedRejects = 50
  return limits
}()

private func check(_ batch: CommentBatch, _ posts: Int) {
  for comment in batch.comments {
    precondition(comment.post >= 0 && Int(comment.post) < posts, "no such post")
    for range in [comment.id, comment.parent, comment.parentText, comment.author, comment.text].compactMap({ $0 }) {
      precondition(firstInvalidUTF8(batch.bytes.span.extracting(range.range)) == nil, "not UTF-8")
    }
  }
}

private func digest(_ batch: CommentBatch) -> Int {
  var hasher = Hasher()
  hasher.combine(batch.bytes)
  hasher.combine(batch.comments)
  return hasher.finalize()
}
