/// Finds what PCRE2 would take but a search in slices may not see.
///
/// - `\G` means "where this search began", which is a slice's business, not the rule's.
/// - Callouts need a function of ours to call.
/// - Verbs such as `(*COMMIT)` give up the whole search, which in slices is only the slice; those at the start
///   (`(*LIMIT_MATCH=…)`, `(*NO_JIT)`) would change what the scratch has set.
func refusedConstruct(in pattern: [UInt8]) -> PatternError? {
  var index = 0
  var classStart: Int?
  while index < pattern.count {
    let byte = pattern[index]
    if byte == UInt8(ascii: "\\") {
      let escaped = index + 1 < pattern.count ? pattern[index + 1] : 0
      if escaped == UInt8(ascii: "G") {
        return PatternError(offset: index, reason: "\\G is not supported: a text is searched in slices")
      }
      if escaped == UInt8(ascii: "C") {
        return PatternError(offset: index, reason: "\\C is not supported: it would cut characters apart")
      }
      index += 2
      if escaped == UInt8(ascii: "Q") { index = literalEnd(pattern, from: index) }
      continue
    }
    if let start = classStart {
      // A bracket right after the opening one, or after its ^, stands for itself.
      let first = pattern[start + 1 < pattern.count ? start + 1 : start] == UInt8(ascii: "^") ? start + 2 : start + 1
      if byte == UInt8(ascii: "]"), index > first { classStart = nil }
      if byte == UInt8(ascii: "["), index + 1 < pattern.count, pattern[index + 1] == UInt8(ascii: ":"),
        let end = posixClassEnd(pattern, from: index + 2)
      {
        index = end
        continue
      }
    } else if byte == UInt8(ascii: "[") {
      classStart = index
    } else if byte == UInt8(ascii: "("), index + 2 < pattern.count {
      if pattern[index + 1] == UInt8(ascii: "?"), pattern[index + 2] == UInt8(ascii: "#") {
        index = pattern[index...].firstIndex(of: UInt8(ascii: ")")) ?? pattern.count
        continue
      }
      if pattern[index + 1] == UInt8(ascii: "?"), pattern[index + 2] == UInt8(ascii: "C") {
        return PatternError(offset: index, reason: "callouts are not supported")
      }
      if pattern[index + 1] == UInt8(ascii: "*"), isUpperCase(pattern[index + 2]) || pattern[index + 2] == 0x3A {
        return PatternError(offset: index, reason: "verbs such as (*COMMIT) and (*UTF) are not supported")
      }
    }
    index += 1
  }
  return nil
}

/// The position after the `\E` that ends what `\Q` began.
private func literalEnd(_ pattern: [UInt8], from start: Int) -> Int {
  var index = start
  while index + 1 < pattern.count {
    if pattern[index] == UInt8(ascii: "\\"), pattern[index + 1] == UInt8(ascii: "E") { return index + 2 }
    index += 1
  }
  return pattern.count
}

/// The position after `name:]`, or nil where no POSIX class is written.
private func posixClassEnd(_ pattern: [UInt8], from start: Int) -> Int? {
  var index = start
  while index < pattern.count, pattern[index] | 0x20 >= 0x61, pattern[index] | 0x20 <= 0x7A || pattern[index] == 0x5E {
    index += 1
  }
  guard index + 1 < pattern.count, pattern[index] == UInt8(ascii: ":"), pattern[index + 1] == UInt8(ascii: "]") else {
    return nil
  }
  return index + 2
}

private func isUpperCase(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
