import HostileDumps

/// Writes made-up comments in the plain format: Malay, Indonesian and English, one in eight by a campaign.
struct Generator {
  private var random: Dice
  private var time = 1_777_000_000

  init(seed: UInt64) { random = Dice(seed: seed) }

  private static let words =
    """
    resepi ayam masak merah sedap sangat kak terima kasih tempat cantik macam mana nak buat kuih raya anak saya suka video ni \
    bang mantap banget jalan jalan ke bandung motornya keren harganya berapa ya semoga sehat selalu keluarga bahagia lagu ini \
    bagus sekali konser kemarin seru banget the song is great love this recipe so much where did you buy that lovely place we \
    visited last year thanks for sharing beautiful voice amazing view good luck with your shop hope to see more soon really
    """.split(separator: " ").map(String.init)
  private static let bait = [
    "malam ini modal receh pun menang di", "auto wd lancar cuma di", "gampang banget menang di",
    "bonus new member paling besar di",
    "iseng coba main di", "rezeki nomplok terus dari",
  ]

  /// One line of NDJSON, about 260 bytes, its text about 70.
  mutating func line(_ number: Int) -> String {
    let post = Int(random.next() % 2000)
    let isBait = random.next() % 8 == 0
    time += 7
    return
      #"{"platform":"youtube","post_id":"post-\#(post)","post_author":"channel-\#(post % 50)","post_text":"\#(title(post))","#
      + #""id":"\#(18_074_837_000_000_000 + number)","author":"user-\#(random.next() % 300_000)","text":"\#(isBait ? baitText() : text())","#
      + #""time":\#(time),"likes":\#(random.next() % 40)}"# + "\n"
  }

  private func title(_ post: Int) -> String {
    (0..<8).map { Self.words[(post * 7 + $0 * 13) % Self.words.count] }.joined(separator: " ")
  }

  private mutating func text() -> String {
    (0..<(6 + Int(random.next() % 10))).map { _ in Self.words[Int(random.next() % UInt64(Self.words.count))] }
      .joined(separator: " ") + (random.next() % 4 == 0 ? " 😍" : "")
  }

  /// What people write, of so many bytes.
  mutating func text(ofBytes count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count { bytes += Array((text() + ", ").utf8) }
    return Array(bytes.prefix(count))
  }

  private mutating func baitText() -> String {
    let brand = "Merpati\(random.next() % 9)\(random.next() % 9)"
    let isStyled = random.next() % 2 == 0
    let shown = String(
      String.UnicodeScalarView(
        brand.unicodeScalars.map { scalar in
          switch scalar {
          case "a"..."z" where isStyled: Unicode.Scalar(0x1D5EE + scalar.value - 97) ?? scalar
          case "A"..."Z" where isStyled: Unicode.Scalar(0x1D5D4 + scalar.value - 65) ?? scalar
          default: scalar
          }
        }))
    return Self.bait[Int(random.next() % UInt64(Self.bait.count))] + " " + shown + " kak"
  }
}
