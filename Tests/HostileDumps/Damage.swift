/// Ways to spoil a dump. Each takes a right one and gives one that is mostly wrong.
extension HostileSource {
  /// The dumps of this source: so many, always the same for a seed.
  package func dumps(_ count: Int, seed: UInt64 = 1) -> [HostileDump] {
    var dice = Dice(
      seed: seed &* 0x1_0000_0001 &+ UInt64(format.utf8.reduce(5381) { ($0 &* 33) ^ Int($1) } & 0xFFFF_FFFF))
    let kinds: [(String, (inout Dice) -> [UInt8])] = [
      ("changed", changed), ("cut", cut), ("doubled", doubled),
      ("nested", { nested([65, 1000].randomElement(using: &$0) ?? 65, &$0) }),
      ("encoded", encoded), ("spliced", spliced), ("noise", noise),
    ]
    return (0..<count).map { number in
      if let line, number % 4 == 0 { return amongGood(line, number, &dice) }
      // What is large is as bad a few times as a hundred times.
      if number % 200 == 1 { return HostileDump(format, "huge", number, suffix, huge(&dice)) }
      if number % 200 == 101 { return HostileDump(format, "deep", number, suffix, nested(100_000, &dice)) }
      let (kind, make) = kinds.randomElement(using: &dice) ?? kinds[0]
      return HostileDump(format, kind, number, suffix, make(&dice))
    }
  }

  private static let spice: [UInt8] = [
    0, 0x0A, 0x0D, 0x22, 0x27, 0x2C, 0x3A, 0x3C, 0x3E, 0x26, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x80, 0xC0, 0xED, 0xFF,
  ]

  /// Single bytes are others, gone, or new.
  private func changed(_ dice: inout Dice) -> [UInt8] {
    var bytes = self.bytes
    for _ in 0..<Int.random(in: 1...8, using: &dice) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &dice)
      switch Int.random(in: 0...4, using: &dice) {
      case 0: bytes[place] = Self.spice.randomElement(using: &dice) ?? 0
      case 1: bytes.insert(Self.spice.randomElement(using: &dice) ?? 0, at: place)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &dice)))
      case 3: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &dice)
      default: bytes.insert(contentsOf: bytes[..<place].suffix(60), at: place)
      }
    }
    return bytes
  }

  /// The beginning or the end is missing.
  private func cut(_ dice: inout Dice) -> [UInt8] {
    let count = Int.random(in: 0..<max(1, bytes.count), using: &dice)
    return Bool.random(using: &dice) ? Array(bytes.prefix(count)) : Array(bytes.suffix(count))
  }

  /// Several dumps in one file.
  private func doubled(_ dice: inout Dice) -> [UInt8] {
    let other = Self.all.randomElement(using: &dice) ?? self
    return bytes + changed(&dice) + other.bytes
  }

  /// Nested far deeper than any tool nests.
  private func nested(_ depth: Int, _ dice: inout Dice) -> [UInt8] {
    let (opening, closing): (String, String) =
      [("[", "]"), (#"{"a":"#, "}"), (#"[{"replies":"#, "}]"), ("<a>", "</a>"), ("(", ")")].randomElement(using: &dice)
      ?? ("[", "]")
    let closed = Bool.random(using: &dice) ? Array(String(repeating: closing, count: depth).utf8) : []
    let tower = Array(String(repeating: opening, count: depth).utf8) + closed
    let place = Int.random(in: 0...bytes.count, using: &dice)
    return Bool.random(using: &dice) ? tower : Array(bytes[..<place]) + tower + Array(bytes[place...])
  }

  /// One part of it is some hundred thousand times as long.
  private func huge(_ dice: inout Dice) -> [UInt8] {
    let place = Int.random(in: 0...bytes.count, using: &dice)
    let width = Int.random(in: 1...12, using: &dice)
    let part = Array(bytes[..<place].suffix(width))
    let count = 2_000_000 / max(1, part.count)
    return Array(bytes[..<place]) + (0..<count).flatMap { _ in part } + Array(bytes[place...])
  }

  /// In another encoding, or in none.
  private func encoded(_ dice: inout Dice) -> [UInt8] {
    let units = Array(String(decoding: bytes, as: UTF8.self).utf16)
    switch Int.random(in: 0...6, using: &dice) {
    case 0: return [0xFF, 0xFE] + units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    case 1: return [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    case 2: return units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    // An odd number of bytes, and a surrogate without its other half.
    case 3:
      return [0xFF, 0xFE] + units.prefix(99).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] } + [
        0x00, 0xD8, 7,
      ]
    case 4: return [0xFF, 0xFE, 0, 0] + units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8), 0, 0] }
    // Latin-1, and UTF-8 taken for it and encoded once more.
    case 5: return bytes.map { $0 < 0x80 ? $0 : 0xE9 }
    default: return bytes.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
    }
  }

  /// A piece of another dump in the middle.
  private func spliced(_ dice: inout Dice) -> [UInt8] {
    let other = (Self.all.randomElement(using: &dice) ?? self).bytes
    let from = Int.random(in: 0...other.count, using: &dice)
    let place = Int.random(in: 0...bytes.count, using: &dice)
    return Array(bytes[..<place]) + other[from...].prefix(Int.random(in: 1...400, using: &dice))
      + Array(bytes[place...])
  }

  /// It begins as it should and goes on as it likes.
  private func noise(_ dice: inout Dice) -> [UInt8] {
    let start = bytes.prefix(Int.random(in: 0...min(40, bytes.count), using: &dice))
    return start + (0..<Int.random(in: 0...4000, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }
  }

  /// One bad line among good ones, which must all be judged.
  private func amongGood(_ line: Line, _ number: Int, _ dice: inout Dice) -> HostileDump {
    let ids = (0..<20).map { "\(format)-\(number)-\($0)" }
    var lines = ids.map { id -> [UInt8] in
      switch line {
      case .csv: Array("p,Kuih,\(id),a,sedap kak \(id)".utf8)
      case .json where format == "reddit":
        Array(
          #"{"author":"a","body":"sedap","created_utc":1777950000,"id":"\#(id)","link_id":"t3_7u","parent_id":"t3_7u","score":7,"subreddit":"malaysia"}"#
            .utf8)
      case .json: Array(#"{"post_id":"p","id":"\#(id)","author":"a","text":"sedap kak"}"#.utf8)
      }
    }
    // No line break and, in a table, no quote, which may rightly take in what follows it.
    let forbidden: Set<UInt8> = line == .csv ? [0x0A, 0x0D, 0x22] : [0x0A, 0x0D]
    let place = Int.random(in: 1..<lines.count, using: &dice)
    let bad = changed(&dice).prefix(300) + (0..<20).map { _ in UInt8.random(in: 1...255, using: &dice) }
    // Whole, it would be a record like the others.
    lines.insert([0xFF] + bad.filter { !forbidden.contains($0) }, at: place)
    if line == .csv { lines.insert(Array("post_id,post_text,id,author,text".utf8), at: 0) }
    var dump = HostileDump(
      format, "one-bad-line", number, suffix == ".json" ? ".ndjson" : suffix, Array(lines.joined(separator: [0x0A])))
    dump.good = ids
    return dump
  }
}
