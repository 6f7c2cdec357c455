import Rules

extension Linter {
  mutating func lintWords() {
    for list in source.lists { lintBeginnings(list.entries) }
    var told: Set<SourcePosition> = []
    for rule in bodies {
      let logic = rule.condition.map { ConditionLogic(rule, $0) }
      for (index, leaf) in rule.leaves.enumerated() {
        guard case .words(let entries) = leaf.kind else { continue }
        lintBeginnings(entries)
        // As one match among several, or as an exception, a common word may well be meant.
        guard leaf.field == .comment, (rule.weight?.value ?? 0) > 0, logic?.isEnough(index) == true else { continue }
        for entry in entries.flatMap(written) where CommonWords.contains(entry.text.lowercased()) {
          guard told.insert(entry.position).inserted else { continue }
          warn(
            .commonWord, entry.position,
            "“\(entry.text)” alone makes rule “\(rule.id.text)” hit, and stands in very many comments; take it in a phrase, "
              + "or ask for another match beside it")
        }
      }
    }
  }

  /// An entry, or those of the list that it names.
  private func written(_ entry: LocatedText) -> [LocatedText] {
    guard entry.text.hasPrefix("@") else { return [entry] }
    return source.lists.first { $0.name.text == entry.text.dropFirst() }?.entries ?? []
  }

  private mutating func lintBeginnings(_ entries: [LocatedText]) {
    for entry in entries where entry.text.hasSuffix("*") && !entry.text.contains(" ") {
      guard let word = CommonWords.beginning(with: String(entry.text.lowercased().dropLast())) else { continue }
      warn(
        .pieceOfWord, entry.position,
        "“\(entry.text)” also finds “\(word)”, which many people write; write out the words that are meant")
    }
  }
}

/// Words that stand in very many comments in Malay, Indonesian and English, whatever these are about.
enum CommonWords {
  private static let words =
    """
    ada adalah akan aku anak anda antara apa atau bagi bagus baik banyak baru begitu belum benar berapa besar betul biar bila \
    bisa boleh buat bukan cantik cara cuma dalam dan dapat dari dekat dengan di dia dulu gambar guna hanya hari harga harus hati hidup \
    ikut ingin ini itu jadi jalan jangan jika juga kak kakak kalau kali kami kamu karena kasih kata kau ke keluarga kena kerja \
    kerana kita kurang lagi lain lama lebih lihat luar lupa macam main makan malam mana masih masuk mau mereka mesti minta \
    mudah muka nak nama nanti nya orang pada pagi pakai paling pergi pernah perlu pun punya rasa rumah sama sampai sangat satu \
    saya sebab sedap sekali selalu selamat semoga semua senang sendiri seperti siapa suka sudah susah tadi tahu tak tapi telah \
    tempat terima terus tidak tolong tunggu untuk waktu yang about after again all also always and any are around baby back be \
    beautiful because been before best better but can come could day did do does done dont down even ever every family first \
    for from get give go good great had happy has have he her here him his home how if in into is it its just know last life \
    like little live look looks love made make many me more most much music my need never new nice no not now of off on one \
    only or other our out over people please really right same say see she should so some song still such take than thank \
    thanks that the them then there these they thing think this time to today too very video want was way we well were what \
    when where which who why will with would yes you your
    """.split(separator: " ").map(String.init)
  private static let set = Set(words)

  static func contains(_ word: String) -> Bool { set.contains(word) }

  /// A common word that begins so and goes on.
  static func beginning(with text: String) -> String? { words.first { $0.hasPrefix(text) } }

  /// A common word that holds a text of at least two letters, and is longer.
  static func holding(_ text: String) -> String? {
    guard text.utf8.count >= 2 else { return nil }
    return words.first { $0.utf8.count > text.utf8.count && $0.contains(text) }
  }
}
