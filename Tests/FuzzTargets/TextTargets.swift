import Bytes
import PCRE
import Text

/// What every comment goes through: the views of a text, and the search for patterns in it.
let textTargets: [FuzzTarget] = [
  FuzzTarget("views", seeds: textSeeds) { bytes in
    var used = TextViews()
    var fresh = TextViews()
    // What was loaded before must not be seen.
    let before = Array("m.e.k.a.r \u{1D5E0}\u{1D5D8} \u{202E}abc https://x.example".utf8)
    used.load(before.span)
    _ = (used.clean, used.skeleton, used.entities)
    used.load(bytes.span)
    fresh.load(bytes.span)
    for view in View.allCases {
      let (text, other) = (used.text(of: view), fresh.text(of: view))
      precondition(text.bytes == other.bytes && text.offsets == other.offsets, "\(view) hangs on the text before")
      precondition(view == .raw || firstInvalidUTF8(text.bytes.span) == nil, "\(view) is not UTF-8")
      precondition(text.offsets.isEmpty || text.offsets.count == text.bytes.count)
      precondition(text.offsets.allSatisfy { Int($0) <= bytes.count }, "\(view) points beyond its source")
      for start in stride(from: 0, to: text.bytes.count, by: 7) {
        let range = used.source(of: start..<min(text.bytes.count, start + 5), in: view)
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
      }
    }
    for word in used.words { precondition(word.range.end <= used.folded.bytes.count) }
    for disguise in used.disguises { precondition(disguise.source.end <= bytes.count && disguise.letters > 0) }
    for entity in used.entities {
      precondition(entity.source.end <= bytes.count && entity.folded.end <= used.folded.bytes.count)
    }
  },
  FuzzTarget("search", seeds: searchSeeds) { bytes in
    // The first byte is for the options; a zero stands between the pattern and the text.
    guard let options = bytes.first else { return }
    let parts = bytes.dropFirst().split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
    let (written, text) = (parts[0], parts.count > 1 ? parts[1] : [])
    guard firstInvalidUTF8(written.span) == nil,
      let pattern = try? Pattern(String(decoding: written, as: UTF8.self), takesInvalidUTF8: options & 1 == 1)
    else { return }
    var limits = SearchLimits()
    // In one piece, and in pieces of some characters: what is found must be the same.
    limits.singleSlice = .max
    let whole = MatchScratch(limits: limits)
    (limits.singleSlice, limits.slice) = (0, Int(options >> 1) % 40 + 1)
    let sliced = MatchScratch(limits: limits)
    let (first, second) = (pattern.search(text.span, with: whole), pattern.search(text.span, with: sliced))
    for (result, scratch) in [(first, whole), (second, sliced)] {
      guard case .match(let range) = result else { continue }
      precondition(range.upperBound <= text.count)
      for group in 0..<MatchScratch.maximumCaptures {
        precondition(scratch.capture(group).map { $0.upperBound <= text.count } ?? true)
      }
    }
    if case .couldNotFinish = first { return }
    if case .couldNotFinish = second { return }
    precondition(first == second, "another match in slices")
  },
]

extension TextViews {
  fileprivate func text(of view: View) -> MappedText {
    switch view {
    case .raw: MappedText(bytes: raw)
    case .clean: clean
    case .folded: folded
    case .skeleton: skeleton
    }
  }
}

private let textSeeds: [[UInt8]] =
  [
    "Malam ni modal receh pun boleh menang besar di \u{1D5E0}\u{1D5D8}\u{1D5DE}\u{1D5D4}\u{1D5E5}\u{1D7F4}\u{1D7F4} kak",
    "m e k a r 8 8, m.3.k.4.r mєкαr \u{24C2}\u{24BA} \u{FF2D}\u{FF21} \u{1F1F2}\u{1F1E6} (m)(e)",
    "\u{202E}88rakem\u{202C} ma\u{200B}wa\u{200D}r e\u{301}\u{489}\u{20E3} \u{627}\u{644}\u{5D0}",
    "https://wa.me/60123456789?text=a @akaun.satu #tag +60 12-345 6789 rm25 bit.ly/x a@b.example", "gaaacorrr!!! 😂😂",
  ].map { Array($0.utf8) } + [[0xFF, 0x61, 0xED, 0xA0, 0x80, 0xC0, 0xAF, 0xF4, 0x90, 0x80, 0x80]]

private let searchSeeds: [[UInt8]] = [
  (0, #"\bwa\.me/\d{8,}"#, "sini wa.me/60123456789"), (5, #"(?<=rm)\d+|k(é)k"#, "rm25 kék"),
  (9, "(?:a+)+b", "aaaaaaaaaaaaac"),
  (2, #"(?i)^(\w+)\s\1$"#, "Kek kek"), (7, #"[^\x00-\x7F]{2,}?(?!z)"#, "aéèz😂"), (1, "(a(?1)?b|\\Q]\\E)+", "aabb]ab"),
].map { [$0] + Array($1.utf8) + [0] + Array($2.utf8) }
