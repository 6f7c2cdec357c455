import Bytes
import Testing

@testable import Text

struct EntityTests {
  static let rows: [(text: String, entities: [String])] = [
    ("email joko@contoh.com ya", ["email joko@contoh.com"]),
    ("wa.me/628123456789 t.me/mekar bit.ly/abc,", ["link wa.me/628123456789", "link t.me/mekar", "link bit.ly/abc"]),
    ("cari mekar88.com yuk", ["link mekar88.com"]),
    ("(https://contoh.test/a?b=1).", ["link https://contoh.test/a?b=1"]),
    ("kedai.com.my dan www.mekar.id", ["link kedai.com.my", "link www.mekar.id"]),
    ("mekar88.vip merpati77.online", ["link mekar88.vip", "link merpati77.online"]),
    ("ｗａ．ｍｅ／６２８１２３４５６７８９", ["link ｗａ．ｍｅ／６２８１２３４５６７８９"]),
    ("𝗺𝗲𝗸𝗮𝗿𝟴𝟴.𝗰𝗼𝗺", ["link 𝗺𝗲𝗸𝗮𝗿𝟴𝟴.𝗰𝗼𝗺"]),
    ("bagus.to the point nice.me too kupu2.best", []),
    ("order kt mekar-rania.my lekas, mekarhalden.my 🔥", ["link mekar-rania.my", "link mekarhalden.my"]),
    ("pergi mekarhalden.shop sekarang atau haldenmekar.info", ["link mekarhalden.shop", "link haldenmekar.info"]),
    ("cantiknya.my favourite kupu-kupu.my dear semuanya.best video recommend.me", []),
    ("makan.enak sekali.top deh a.b.c", []),
    ("0812-3456-7890", ["phone 0812-3456-7890"]),
    ("+62 812 3456 7890 60123456789", ["phone +62 812 3456 7890", "phone 60123456789"]),
    ("text +1 (305) 555-0100 or +62 (812)34567890", ["phone +1 (305) 555-0100", "phone +62 (812)34567890"]),
    (
      "call (305) 555-0148 or 1-888-555-0163, 305-555-0100",
      ["phone (305) 555-0148", "phone 1-888-555-0163", "phone 305-555-0100"]
    ),
    (
      "(0812-3456-7890) (60123456789) (012-345 6789)",
      ["phone 0812-3456-7890", "phone 60123456789", "phone 012-345 6789"]
    ),
    ("(2023) 123-4567 (305) 1.234.567 123.456.7890 (12) skor 3-1", []),
    ("wa ０８１２３４５６７８９０", ["phone ０８１２３４５６７８９０"]),
    ("⓪⑧①②③④⑤⑥⑦⑧", ["phone ⓪⑧①②③④⑤⑥⑦⑧"]),
    ("08.00-17.00 dan 08.30-09.15", []),
    ("01-02-2024 10.30", []),
    ("0.12345678 62.500.000.000 Rp6.200.000.000 +10.000.000", []),
    ("12345678 2024-01-02 999999999999", []),
    ("@budi_santoso #jalanjalan ❤️@siti🔥", ["handle @budi_santoso", "hashtag #jalanjalan", "handle @siti"]),
    ("halo @ujang. #lagu #lagu🔥", ["handle @ujang", "hashtag #lagu", "hashtag #lagu"]),
    ("#TiếngViệt @名前さん", ["hashtag #TiếngViệt", "handle @名前さん"]),
    ("m@xw1n a@b", []),
    ("@s1ot_g4c0r", ["handle @s1ot_g4c0r"]),
    ("promote it on @/mekar.daily, or @/ nothing", ["handle @/mekar.daily"]),
  ]

  @Test(arguments: rows) func finds(_ row: (text: String, entities: [String])) {
    let views = views(row.text)
    let found = views.entities.map { "\($0.kind) " + string(views.raw[$0.source.range]) }
    #expect(found == row.entities)
    #expect(faults(views) == [])
  }

  @Test func leavesEntitiesAsTheyAreSpelt() {
    #expect(string(views("@s1ot_g4c0r m3kar.com/s1ot #g4c0r").folded.bytes) == "@s1ot_g4c0r m3kar.com/s1ot #g4c0r")
    #expect(views("@m_e_k_a_r a.b.c.d.com").disguises.isEmpty)
  }

  @Test func keepsEntitiesInPlaceWhenGapsClose() {
    let views = views("g a c o r @budi m • e • k • a • r #lagu")
    #expect(string(views.folded.bytes) == "gacor @budi mekar #lagu")
    #expect(views.entities.map { string(views.folded.bytes[$0.folded.range]) } == ["@budi", "#lagu"])
    #expect(views.entities.map { string(views.raw[$0.source.range]) } == ["@budi", "#lagu"])
  }

  @Test func masksEntitiesAndDigitsInTheSkeleton() {
    #expect(
      string(views("Cek 123 @budi wa.me/62811111111, mantaaaap!! 🔥 a@b.com 0812 3456 7890 #lagu").skeleton.bytes)
        == "cek 0 <handle> <link> mantaap <email> <phone> lagu")
    #expect(views("menang 50jt di mekar88").skeleton.bytes == views("Menang 120jt  di MEKAR77!!").skeleton.bytes)
    #expect(views("").skeleton.bytes.isEmpty)
  }

  @Test func cutsWords() {
    let views = views("Qur’an don't 'kata' kupu2 @budi #lagu बहुत ya")
    let words = views.words.map { string(views.folded.bytes[$0.range.range]) }
    #expect(words == ["qur'an", "don't", "kata", "kupu2", "budi", "lagu", "बहुत", "ya"])
    #expect(views.words.map(\.isInEntity) == [false, false, false, false, true, false, false, false])
    #expect(views.words.map(\.letters) == [5, 4, 4, 4, 4, 4, 3, 2])
    #expect(views.words[3].digits == 1)
    for (word, letters) in zip(views.words, ["quran", "dont", "kata", "kupu2"]) {
      let bytes = Array(letters.utf8)
      #expect(word.hash == hash64(bytes.span))
    }
  }
}
