import Rules

/// What a report says beside the comments themselves.
enum Phrase: CaseIterable {
  case title, headline, interval, noComments
  case comments, real, suspicious, bot, oneBot, unsure, clearlyReal, accounts, posts, leads
  case leadsText, campaigns, campaignsText, campaign, copies, name, handle, link, phone
  case regulars, regularsText, flagged, flaggedText, perPost, perPostText, others, othersText
  case post, author, score, fit, answers
  case fits, unclear, mismatched, unknown
  case nobody, noText, nothing, more, unread, ruleset, noReason

  func callAsFunction(_ language: CommentLanguage) -> String {
    let (en, ms, id) = words
    return switch language {
    case .en: en
    case .ms: ms
    case .id: id
    }
  }

  private var words: (en: String, ms: String, id: String) {
    switch self {
    case .title: ("Which comments are real", "Komen mana yang betul", "Komentar mana yang asli")
    case .headline: ("of the comments are real", "daripada komen ini betul", "dari komentar ini asli")
    case .interval: ("95 % interval for bots", "Selang 95 % untuk bot", "Interval 95 % untuk bot")
    case .noComments: ("There is no comment in it.", "Tiada komen di dalamnya.", "Tidak ada komentar di dalamnya.")
    case .comments: ("comments", "komen", "komentar")
    case .real: ("real", "betul", "asli")
    case .suspicious: ("suspicious", "mencurigakan", "mencurigakan")
    case .bot: ("bots", "bot", "bot")
    case .clearlyReal: ("clearly real", "jelas betul", "jelas asli")
    case .oneBot: ("bot", "bot", "bot")
    case .unsure: ("unsure", "tidak pasti", "tidak pasti")
    case .accounts: ("accounts", "akaun", "akun")
    case .posts: ("posts", "hantaran", "postingan")
    case .leads: ("People who want to buy", "Orang yang mahu membeli", "Orang yang mau membeli")
    case .leadsText:
      (
        "Questions about price, stock, size or delivery, and orders. Answer these first.",
        "Soalan harga, stok, saiz atau penghantaran, dan pesanan. Jawab yang ini dahulu.",
        "Pertanyaan harga, stok, ukuran atau pengiriman, dan pesanan. Jawab yang ini dulu."
      )
    case .campaigns: ("Campaigns", "Kempen", "Kampanye")
    case .campaignsText:
      (
        "What the flagged comments are there for: the name, account, link or number they share, or their common text.",
        "Tujuan komen yang ditanda: nama, akaun, pautan atau nombor yang dikongsi, atau teks yang sama.",
        "Tujuan komentar yang ditandai: nama, akun, tautan atau nomor yang sama, atau teks yang sama."
      )
    case .campaign: ("Campaign", "Kempen", "Kampanye")
    case .copies: ("the same text", "teks yang sama", "teks yang sama")
    case .name: ("name", "nama", "nama")
    case .handle: ("account", "akaun", "akun")
    case .link: ("link", "pautan", "tautan")
    case .phone: ("number", "nombor", "nomor")
    case .regulars:
      ("People who really take part", "Orang yang benar-benar terlibat", "Orang yang benar-benar terlibat")
    case .regularsText:
      (
        "Accounts with several real comments, those under most posts first (posts are counted up to 8).",
        "Akaun dengan beberapa komen betul, yang di bawah paling banyak hantaran dahulu (dikira sehingga 8).",
        "Akun dengan beberapa komentar asli, yang di bawah paling banyak postingan dulu (dihitung sampai 8)."
      )
    case .flagged: ("Flagged comments", "Komen yang ditanda", "Komentar yang ditandai")
    case .flaggedText:
      (
        "Open one to see why. A reason that is wrong names its rule, and a rule can be changed.",
        "Buka satu untuk melihat sebabnya. Sebab yang salah menyebut peraturannya, dan peraturan boleh diubah.",
        "Buka satu untuk melihat alasannya. Alasan yang salah menyebut aturannya, dan aturan bisa diubah."
      )
    case .perPost: ("Post by post", "Hantaran demi hantaran", "Postingan demi postingan")
    case .perPostText:
      (
        "Those with most bots first.", "Yang paling banyak bot dahulu.", "Yang paling banyak bot dulu."
      )
    case .others: ("All other comments", "Semua komen lain", "Semua komentar lain")
    case .othersText:
      (
        "Nothing, or too little, speaks against these.",
        "Tiada apa-apa, atau terlalu sedikit, yang menentang komen ini.",
        "Tidak ada, atau terlalu sedikit, yang memberatkan komentar ini."
      )
    case .post: ("Post", "Hantaran", "Postingan")
    case .author: ("Author", "Penulis", "Penulis")
    case .score: ("Score", "Skor", "Skor")
    case .fit: ("Fit to the post", "Kesesuaian dengan hantaran", "Kecocokan dengan postingan")
    case .answers: ("Purchase questions", "Soalan membeli", "Pertanyaan membeli")
    case .fits: ("fits", "sesuai", "cocok")
    case .unclear: ("unclear", "tidak jelas", "tidak jelas")
    case .mismatched: ("does not fit", "tidak sesuai", "tidak cocok")
    case .unknown: ("unknown", "tidak diketahui", "tidak diketahui")
    case .nobody: ("author not named", "penulis tidak dinamakan", "penulis tidak disebut")
    case .noText: ("post without text", "hantaran tanpa teks", "postingan tanpa teks")
    case .nothing: ("None.", "Tiada.", "Tidak ada.")
    case .more: ("more", "lagi", "lagi")
    case .unread: ("What could not be read", "Yang tidak dapat dibaca", "Yang tidak dapat dibaca")
    case .ruleset: ("Rule set", "Set peraturan", "Set aturan")
    case .noReason: ("No rule spoke.", "Tiada peraturan yang bersuara.", "Tidak ada aturan yang bersuara.")
    }
  }
}
