/// Reads a JSON array of plain records.
struct PlainListReader {
  private let documents: Documents
  private let sink: RecordSink
  private var row = PlainRow()
  private var intake = PlainIntake()

  init(_ documents: Documents, _ sink: RecordSink) {
    self.documents = documents
    self.sink = sink
  }

  mutating func read(_ root: Int) throws {
    let document = documents.document
    if document.isArray(root) {
      try document.forEachElement(of: root) { try readRecord($0) }
    } else {
      try readRecord(root)
    }
  }

  private mutating func readRecord(_ value: Int) throws {
    guard documents.fresh.contains(value) else { return }
    let document = documents.document
    let record = sink.lastRecord + 1
    if let problem = problem(of: value) {
      return sink.reject(record: record, offset: problem.offset, code: problem.code, message: problem.message)
    }
    guard document.isObject(value) else {
      return sink.reject(record: record, code: "not-an-object", message: "the record is no JSON object")
    }
    row.load(document, value)
    try intake.take(row, record: record, line: nil, offset: nil, into: sink)
  }

  /// What is broken about a record: the whole of it, or one of its values.
  private func problem(of value: Int) -> JSONRepair.Problem? {
    guard !documents.problems.isEmpty else { return nil }
    let document = documents.document
    var number = document.problem(at: value)
    document.forEachMember(of: value) { _, member in number = number ?? document.problem(at: member) }
    return number.flatMap { documents.problems.indices.contains($0) ? documents.problems[$0] : nil }
  }
}
