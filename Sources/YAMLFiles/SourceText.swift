package import Rules

/// The text of one file, by lines and columns.
package struct SourceText {
  package let file: String
  package let text: String
  /// The same, so that a column is found in one step.
  package let scalars: [Unicode.Scalar]
  /// Where each line begins in `scalars`.
  package let lineStarts: [Int]

  package init(file: String, text: String) {
    self.file = file
    self.text = text
    scalars = Array(text.unicodeScalars)
    var starts = [0]
    for (index, scalar) in scalars.enumerated() where scalar == "\n" { starts.append(index + 1) }
    lineStarts = starts
  }

  /// The scalars of a line (from 1) without its end; none beyond the last line.
  package func line(_ number: Int) -> ArraySlice<Unicode.Scalar> {
    guard number >= 1, number <= lineStarts.count else { return [] }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : scalars.count
    if end > start, scalars[end - 1] == "\r" { end -= 1 }
    return scalars[start..<end]
  }

  /// What stands from a position to the end of its line.
  package func rest(from position: SourcePosition) -> ArraySlice<Unicode.Scalar> {
    line(position.line).dropFirst(max(0, position.column - 1))
  }

  package func position(of index: Int) -> SourcePosition {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle }
    }
    return SourcePosition(file: file, line: low + 1, column: index - lineStarts[low] + 1)
  }
}

/// What a file may not hold: characters that no editor shows, and those that YAML takes for line ends while
/// editors do not, so that every position after them would be off.
func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D, 0x20...0x7E: false
  case 0x00...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
  default: false
  }
}
