import Dumps

/// Made-up talk under three posts, and made-up floods of it, the same in every run.
///
/// People say one of a few things about their post in a few ways, as they do; the flood speaks of how much its site pays.
struct FloodedDump {
  private(set) var dump: SmallDump

  private static let posts = [
    "Resepi rendang daging kampung, masak perlahan", "Gol kemenangan pasukan bandar semalam",
    "Hari pertama anak masuk sekolah",
  ]

  /// Indices of comments.
  var people: [Int] { peopleUnder.flatMap { $0 } }
  /// By post.
  private(set) var peopleUnder: [[Int]] = [[], [], []]
  /// Of those that hide the brand, spell it plainly, or do not name it.
  private(set) var hidden: [Int] = []
  private(set) var plain: [Int] = []
  private(set) var nameless: [Int] = []
  var flood: [Int] { hidden + plain + nameless }

  private static let topics: [(starts: [String], ends: [String])] = [
    (
      [
        "rendang ni", "daging dia", "kuah rendang mak", "resepi macam ni", "masak perlahan begini", "santan pekat tu",
        "bau serai dia", "kerisik yang banyak",
      ],
      [
        "memang lembut sampai ke dalam", "buat rindu dapur kampung", "sesuai dimakan dengan lemang",
        "nak cuba hujung minggu ni", "kena tambah sikit garam", "sama macam masakan nenek", "terbaik untuk hari raya",
        "lagi sedap esok pagi",
      ]
    ),
    (
      [
        "gol semalam", "penjaga gol kita", "pengadil tu", "pasukan bandar", "penyerang muda ni", "separuh masa kedua",
        "jurulatih baru", "hantaran silang dia",
      ],
      [
        "memang buat satu stadium menjerit", "patut main lebih awal", "nampak penat tapi tak putus asa",
        "lebih kemas daripada musim lepas", "wajib kekal dalam kesebelasan utama", "silap waktu minit akhir",
        "bagi harapan untuk piala", "kena belajar bertahan lagi",
      ]
    ),
    (
      [
        "anak sulung saya", "cikgu kelas dia", "beg sekolah tu", "pagi pertama begini", "darjah satu sekarang",
        "budak kecil tu", "ibu dekat pagar", "kasut putih dia",
      ],
      [
        "menangis tak nak lepas tangan", "senyum sampai balik rumah", "lebih besar daripada badan",
        "buat saya teringat zaman dulu", "cepat betul membesar", "dah pandai ikat tali sendiri",
        "tunggu sampai loceng bunyi", "bawa bekal nasi goreng",
      ]
    ),
  ]

  private static let openings = [
    "baru kemarin coba", "sejak ikut", "iseng masuk", "diajak teman ke", "gara gara", "tiap malam buka",
    "nyesel telat kenal",
    "modal receh di",
  ]
  private static let endings = [
    "langsung cair lima juta", "menang terus tanpa henti", "withdraw cepat tanpa ribet", "hutang lunas dalam seminggu",
    "deposit kecil hasil jutaan", "jackpot pecah berkali kali", "saldo nambah terus bosku", "bonus harian pasti turun",
  ]
  private static let plainName = "talangsari88"
  private static let hiddenName = "𝗧𝗔𝗟𝗔𝗡𝗚𝗦𝗔𝗥𝗜𝟴𝟴"

  /// - Parameters:
  ///   - people: genuine comments, spread evenly over the posts.
  ///   - hidden: comments of the flood that hide the brand; rules speak against those alone.
  ///   - plain: those that spell it.
  ///   - nameless: those that do not name it.
  ///   - posts: the posts that the flood stands under.
  ///   - postAuthor: the account whose posts these are.
  init(
    people: Int, hidden: Int = 0, plain: Int = 0, nameless: Int = 0, under posts: [Int] = [0, 1, 2],
    postAuthor: String? = nil
  ) {
    dump = SmallDump(posts: Self.posts.map { Post(author: postAuthor, text: Array($0.utf8)) })
    var names =
      Array(repeating: 0, count: hidden) + Array(repeating: 1, count: plain) + Array(repeating: 2, count: nameless)
    var spoken = 0
    for number in 0..<max(people, names.count) {
      if number < people { say(number) }
      // In turns, so that no kind of text comes first.
      guard !names.isEmpty else { continue }
      let kind = names.remove(at: (number * 7) % names.count)
      flood(spoken, kind, under: posts[spoken % posts.count])
      spoken += 1
    }
    while !names.isEmpty {
      flood(spoken, names.removeFirst(), under: posts[spoken % posts.count])
      spoken += 1
    }
  }

  /// A number below a hundred in words, for texts that differ in a word.
  static func numeral(_ number: Int) -> String {
    let digits = ["kosong", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "lapan", "sembilan"]
    return "\(digits[number / 10]) \(digits[number % 10])"
  }

  /// A number in letters, for words that differ.
  static func letters(_ number: Int) -> String {
    String([400, 20, 1].map { Array("abcdefghijklmnoprstu")[number / $0 % 20] })
  }

  private mutating func say(_ number: Int) {
    let post = number % 3
    let turn = number / 3
    let topic = Self.topics[post]
    let text = "\(topic.starts[turn % 8]) \(topic.ends[(turn + turn / 8) % 8])"
    peopleUnder[post].append(dump.add(text, by: "orang\(number)", under: post))
  }

  private mutating func flood(_ number: Int, _ kind: Int, under post: Int) {
    let name = [Self.hiddenName, Self.plainName, "situs itu"][kind]
    let text = "\(Self.openings[number % 8]) \(name) \(Self.endings[(number + number / 8) % 8])"
    let index = dump.add(text, by: "akun\(number % 60)", under: post, opinion: kind == 0 ? 4 : 0)
    switch kind {
    case 0: hidden.append(index)
    case 1: plain.append(index)
    default: nameless.append(index)
    }
  }
}
