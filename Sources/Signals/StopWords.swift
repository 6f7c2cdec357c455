import Bytes

/// Words that say nothing about what a text is about: function words, slang particles and platform words of Malay,
/// Indonesian and English. Closed classes only; rarity within the dump does the rest.
enum StopWords {
  static func contains(_ hash: UInt64) -> Bool { hashes.contains(hash) }

  private static let hashes: WordSet = WordSet(
    words.split(separator: " ").map { word in
      let bytes = Array(word.utf8)
      return hash64(bytes.span)
    })

  private static let words =
    """
    yang yg dan dgn dengan untuk utk buat di ke dari dr pada ini itu ni tu nya ada adalah ialah akan telah sudah sdh udah dah \
    udh belum blm tidak tak tdk gak ga gk nggak ngga enggak bukan bkn jangan jgn juga jg lagi lg lah kah pun saja aja je sahaja \
    hanya cuma kalau kalo klo jika bila karena krn kerana sebab sbb agar supaya atau tapi tp tetapi namun serta oleh sebagai \
    seperti macam mcm kayak kyk gitu gini begitu begini saya aku gue gua gw kami kita kamu kau awak anda lo lu elu dia ia mereka \
    beliau kak kakak bang abang mas mbak bro sis om min gan pak bu cik tuan puan akak adik dik apa siapa mana bagaimana gimana \
    kenapa knp mengapa berapa kapan bila dimana sangat sgt banget bgt sekali paling lebih kurang semua smua para setiap tiap \
    banyak bnyk masih msh sama sm bisa bs boleh blh dapat dpt mau mahu nak ingin harus mesti perlu biar kan sih dong deh kok \
    kek loh lho ya iya yaa yes no si sang pernah terus trus lalu kemudian maka bahwa bahawa dalam dlm atas bawah antara tanpa \
    sampai smpe hingga sejak selama ketika saat waktu tadi nanti kini skrg sekarang orang org hal jadi jd punya oh ah eh haha \
    hahaha wkwk wkwkwk hehe the a an and or but if of to in on at by for from with as is are was were be been being am do does \
    did done have has had having i me my mine you your yours u ur he him his she her it its we us our they them their this that \
    these those there here what which who whom when where why how not dont cant just so very too also than then now only out up \
    down off over into about after before again all any both each few more most other some such own same can will would could \
    should may might must shall get got go going im ive ill youre thats lol omg
    """
}
