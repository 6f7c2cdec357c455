import Bytes
package import Text

/// Which of Malay, Indonesian and English a comment is in, told by words that only one of them uses: function words,
/// pronouns and slang. Most comments are short, so often two languages, or none, are left.
package struct Languages: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let malay = Languages(rawValue: 1)
  package static let indonesian = Languages(rawValue: 2)
  package static let english = Languages(rawValue: 4)

  /// The languages that most of a comment's telling words belong to; empty where it holds none.
  package init(of views: borrowing TextViews) {
    var counts: InlineArray<3, Int> = .init(repeating: 0)
    for word in views.words where !word.isInEntity {
      for index in 0..<3 where Self.telling[index].contains(word.hash) { counts[index] += 1 }
    }
    let most = max(counts[0], counts[1], counts[2])
    var languages: UInt8 = 0
    for index in 0..<3 where most > 0 && counts[index] == most { languages |= 1 << UInt8(index) }
    rawValue = languages
  }

  private static let telling: [WordSet] = [shared + " " + malayWords, shared + " " + indonesianWords, englishWords]
    .map { words in
      WordSet(
        words.split(separator: " ").map { word in
          let bytes = Array(word.utf8)
          return hash64(bytes.span)
        })
    }

  // A word that both Malay and Indonesian use stands in both lists: it tells them from English.
  private static let shared = """
    yang dan dengan untuk dari ini itu ada adalah akan sudah belum tidak bukan jangan juga lagi hanya kalau sebab atau tapi \
    oleh sebagai seperti saya aku kami kita dia mereka apa siapa mana berapa sangat sekali lebih semua setiap banyak masih \
    sama boleh dapat harus perlu ingin pernah terus lalu dalam atas bawah antara sampai selama orang jadi punya bagus makan \
    minum rumah hari malam pagi tahun semoga selamat terima kasih kenapa harga murah perempuan jumpa dekat
    """
  private static let malayWords = """
    tak nak kat je weh korang awak akak ialah kerana sahaja macam mcm camne camana macamana mahu hendak bleh pasal cakap jom \
    jap kejap sekejap sedap comel giler tengok tgk kereta basikal telefon cuti esok semalam budak percuma tempahan sila xnak \
    xde takde takda tahniah takziah haah terbaik laju lambat bagaimanapun manakala kerajaan awal syarikat
    """
  private static let indonesianWords = """
    gak ga nggak enggak ngga gue gua gw lo lu elo kalian bisa banget bgt aja doang sih dong deh kok kayak gitu gini gimana \
    karena karna udah udh blm pengen pingin cewek cowok kemarin besok sore keren ganteng mantul anjir anjay wkwk wkwkwk \
    beneran emang nih tuh yuk ayo makasih silakan gratis toko ongkir nomor kalo trus ngapain bapak mobil pemerintah perusahaan
    """
  private static let englishWords = """
    the a an and or but if of to in on at by for from with as is are was were be been being am do does did have has had i me \
    my mine you your yours he him his she her it its we us our they them their this that these those there here what which who \
    when where why how not dont cant just so very too also than then now only out up down off over into about after before \
    again all both each few more most other some such own same can will would could should may might must get got go going \
    im ive ill youre thats love great good nice beautiful please thanks thank really think know like want need make look
    """
}
