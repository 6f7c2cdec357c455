import Bytes

/// Undoes, in the folded view, digits and signs that stand for letters inside words: `s1ot`, `g4c0r`, `m@xw1n`.
///
/// Digits inside words are mostly honest (`kelas3nya`, `love4ever`, `ps5pro`), so a sign is a letter only where the word
/// could not be read without it: where what stands on one side of it has no vowel, or where it parts two consonants of a
/// short word. Links, handles and addresses are left alone.
struct LeetPass {
  private var cursor = EntityCursor()

  /// Fewer letters and signs are abbreviations: `f4f`, `b2b`.
  private static let least = 4
  /// A sign between two consonants is a vowel only in words as short, with a side as short.
  private static let longestUnsure = 8
  private static let longestSide = 3
  /// Longer words with an `@` inside hold a name.
  private static let longestWithAt = 12

  mutating func run(
    _ text: inout MappedText, _ entities: [EntityFinder.Found], _ source: Span<UInt8>, into disguises: inout [Disguise]
  ) {
    cursor = EntityCursor()
    var index = 1
    while let sign = Self.nextSign(text.bytes.span, from: index) {
      index = sign
      let word = Self.word(around: index, text.bytes.span)
      if Self.isDisguised(word, text.bytes.span), !cursor.touches(word, entities) {
        disguises.append(
          Disguise(kind: .leet, source: ByteRange(text.source(of: word, in: source)), letters: word.count))
        for place in word where !Self.isLetter(text.bytes[place]) {
          text.bytes[place] = Self.letter(at: place, in: word, text.bytes.span)
        }
      }
      index = word.upperBound
    }
  }

  // MARK: What a word is

  private static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  private static func isVowel(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
      UInt8(ascii: "y"):
      true
    default: false
    }
  }

  /// The letter a sign stands for; 0 for what stands for none. 2, 6, 8 and 9 mostly mean themselves.
  private static func letter(for byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0"): UInt8(ascii: "o")
    case UInt8(ascii: "1"), UInt8(ascii: "!"): UInt8(ascii: "i")
    case UInt8(ascii: "3"): UInt8(ascii: "e")
    case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
    case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
    case UInt8(ascii: "7"): UInt8(ascii: "t")
    default: 0
    }
  }

  /// The next sign that stands between letters.
  private static func nextSign(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index &+ 1 < bytes.count {
      // All signs lie between ! and @.
      let before = EightBytes.countBefore(EightBytes(padding: bytes, at: index).areWithin(0x21, 0x40))
      if before > 0 {
        index &+= before
        continue
      }
      if isLetter(bytes[index &- 1]), stands(index, bytes) { return index }
      index &+= 1
    }
    return nil
  }

  /// Whether a sign stands between letters; of two signs, only `00` and `10` do.
  private static func stands(_ index: Int, _ bytes: Span<UInt8>) -> Bool {
    guard letter(for: bytes[index]) != 0, index > 0, index + 1 < bytes.count else { return false }
    let before = bytes[index - 1]
    let after = bytes[index + 1]
    if isLetter(before), isLetter(after) { return true }
    let zero = UInt8(ascii: "0")
    if isLetter(before), after == zero, bytes[index] == zero || bytes[index] == UInt8(ascii: "1") {
      return index + 2 < bytes.count && isLetter(bytes[index + 2])
    }
    return isLetter(after) && bytes[index] == zero && (before == zero || before == UInt8(ascii: "1")) && index >= 2
      && isLetter(bytes[index - 2])
  }

  private static func word(around index: Int, _ bytes: Span<UInt8>) -> Range<Int> {
    var start = index
    while start > 0, isLetter(bytes[start - 1]) { start -= 1 }
    var end = index
    while end < bytes.count, isLetter(bytes[end]) || stands(end, bytes) { end += 1 }
    // A last sign belongs to the word if it has more letters than signs: `c1nt4`.
    let signs = (start..<end).count { !isLetter(bytes[$0]) }
    if end < bytes.count, [0x30, 0x31, 0x33, 0x34].contains(bytes[end]), end - start - signs > signs + 1,
      end + 1 == bytes.count || !ByteClass.isAlphanumeric(bytes[end + 1])
    {
      end += 1
    }
    return start..<end
  }

  // MARK: Whether it is disguised

  private static func isDisguised(_ word: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    let signs = word.filter { !isLetter(bytes[$0]) }
    guard word.count >= least, let first = signs.first, signs.count <= word.count - signs.count else { return false }
    let left = word.lowerBound..<first
    if counted.contains(key(bytes, left)) { return false }
    if signs.count == 1 {
      let right = (first + 1)..<word.upperBound
      if bytes[first] == UInt8(ascii: "@") ? places.contains(key(bytes, right)) : after.contains(key(bytes, right)) {
        return false
      }
      // `f4f`, `sub4sub`: the digit is a word.
      if left.count == right.count, key(bytes, left) == key(bytes, right) { return false }
    }
    if names.contains(key(bytes, word)) { return false }
    return signs.contains { isNeeded($0, word, bytes) }
  }

  private static func isNeeded(_ sign: Int, _ word: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    // At the end it may be a number.
    guard sign + 1 < word.upperBound else { return false }
    switch bytes[sign] {
    // Signs of consonants: no word needs them to be read.
    case UInt8(ascii: "5"), UInt8(ascii: "7"), UInt8(ascii: "$"): return false
    // A sentence may end in the middle of what has no spaces: `wow!bts`.
    case UInt8(ascii: "!"): return !hasVowel(word.lowerBound..<sign, bytes)
    // A handle may follow a letter.
    case UInt8(ascii: "@") where word.count > longestWithAt: return false
    default: break
    }
    let leftVowel = hasVowel(word.lowerBound..<sign, bytes)
    let rightVowel = hasVowel((sign + 1)..<word.upperBound, bytes)
    if bytes[sign] == UInt8(ascii: "1"), bytes[sign + 1] == UInt8(ascii: "0") {
      // `s10t`, but not `a10s`.
      return !leftVowel && !hasVowel((sign + 2)..<word.upperBound, bytes)
    }
    if bytes[sign] == UInt8(ascii: "0"), bytes[sign - 1] == UInt8(ascii: "1") { return false }
    if !leftVowel || !rightVowel { return true }
    let side = min(sign - word.lowerBound, word.upperBound - sign - 1)
    return [0x30, 0x31, 0x33, 0x34].contains(bytes[sign]) && word.count <= longestUnsure && side <= longestSide
      && isConsonant(bytes[sign - 1]) && isConsonant(bytes[sign + 1])
  }

  private static func isConsonant(_ byte: UInt8) -> Bool { isLetter(byte) && !isVowel(byte) }

  private static func hasVowel(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    range.contains { isVowel(isLetter(bytes[$0]) ? bytes[$0] : letter(for: bytes[$0])) }
  }

  /// `1` and `!` are an l before a vowel, except between a consonant and an a (`s1ot`, `be1i`, but `s1apa`).
  private static func letter(at place: Int, in word: Range<Int>, _ bytes: Span<UInt8>) -> UInt8 {
    let found = letter(for: bytes[place])
    guard found == UInt8(ascii: "i"), place + 1 < word.upperBound else { return found }
    let next = isLetter(bytes[place + 1]) ? bytes[place + 1] : letter(for: bytes[place + 1])
    guard isVowel(next) else { return found }
    return isConsonant(bytes[place - 1]) && next == UInt8(ascii: "a") ? found : UInt8(ascii: "l")
  }

  // MARK: Honest neighbours of a digit

  /// Up to eight letters in a number, so that looking one up allocates nothing; 0 for longer words.
  private static func key(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    range.count > 8 ? 0 : range.reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
  }

  private static func keys(_ words: String) -> Set<UInt64> {
    Set(words.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } })
  }

  /// What is numbered: classes, schools, addresses, times, money, devices.
  private static let counted = keys(
    """
    jam pukul jm tgl tanggal hal bab no nmr nomor nombor ke umur part pt lvl lv level kelas kls vol ep eps gol ver v bil \
    sma sman smp smpn smk smkn smks sd sdn mts man tk rt rw km jl jln blok blk lot rm rp idr usd sgd myr ps mp rtx gtx \
    hp tahun thn hari bln minggu mggu x xx
    """)
  /// What follows a number: endings, units, models, English words that a digit is read into.
  private static let after = keys(
    """
    nya nye ny ku mu lah kah pun pro plus max mini ultra lite se gb mb tb kb rb jt juta ribu ratus kali hari jam thn tahun \
    bulan minggu bln d g k m x p s st nd rd th you u ya life ever me sale real rent sd smp sma smk tk kg gr cm mm ml km am pm
    """)
  /// Places after an `@` that means “at”.
  private static let places = keys("kl pj jb kk sg jkt bdg sby")
  /// Names that are spelt so.
  private static let names = keys("p!nk c3po c3p0 h1n1 h5n1 h3h3 m1m1")
}
