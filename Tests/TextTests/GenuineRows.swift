/// Rows of `source → folded`: ordinary writing of many kinds, in which nothing is a disguise.
let genuineRows = """
  café naïve résumé Beyoncé → cafe naive resume beyonce
  cafe\u{301} re\u{301}sume\u{301} → cafe resume
  São Paulo, José, Müller, Łódź, Åse, smørrebrød → sao paulo, jose, muller, lodz, ase, smorrebrod
  Příšerně žluťoučký kůň půlměsíčný → priserne zlutoucky kun pulmesicny
  Zażółć gęślą jaźń, gżegżółka → zazolc gesla jazn, gzegzolka
  Tôi rất thích bài hát này, cảm ơn bạn nhiều lắm → toi rat thich bai hat nay, cam on ban nhieu lam
  Nguyễn Thị Hồng được người đường → nguyen thi hong duoc nguoi duong
  #TiếngViệtđẹp → #tiengvietdep
  Teşekkürler, çok güzel İstanbul ığdır → tesekkurler, cok guzel istanbul igdir
  Mən gələcəyəm → men geleceyem
  ọ\u{300}rẹ\u{301} ẹ\u{300}kọ\u{301} → ore eko
  e\u{329}kó o\u{329}mo\u{329} → eko omo
  nǐ hǎo lǜ → ni hao lu
  Don’t, jum’at, Qur’an, can't → don't, jum'at, qur'an, can't
  ßtraße → sstrasse
  ﬁnd ﬂow → find flow
  best gi\u{200B}le → best gile
  بِسْمِ اللَّهِ الرَّحْمَٰنِ → بِسْمِ اللَّهِ الرَّحْمَٰنِ
  تريما کاسيه سموا → تريما کاسيه سموا
  می\u{200C}خواهم → میخواهم
  यह गाना बहुत अच्छा है → यह गाना बहुत अच्छा है
  क्\u{200D}ष → क्ष
  இந்த பாடல் மிகவும் அருமை → இந்த பாடல் மிகவும் அருமை
  เพลงนี้ไพเราะมาก ที่สุด → เพลงนี้ไพเราะมาก ที่สุด
  这首歌很好听！谢谢，ＯＫ，ＫＴＶ１２３ → 这首歌很好听!谢谢,ok,ktv123
  この曲が大好きです。ＣＤ買った → この曲が大好きです。cd買った
  이 노래 정말 좋아요 → 이 노래 정말 좋아요
  Спасибо большое, отличная песня → спасибо большое, отличная песня
  Ευχαριστώ πολύ για το τραγούδι → ευχαριστώ πολύ για το τραγούδι
  Привет my friend → привет my friend
  Дякую, ще й їжа є → дякую, ще й їжа є
  x² + y² = 10³, H₂O, CO₂, ½, 𝑥 = 5 → x2 + y2 = 103, h2o, co2, ½, x = 5
  f(𝑥) = 𝑎𝑥 + 𝑏 → f(x) = ax + b
  ∀ x ∈ ℝ, n ∈ ℕ, ℤ, ℂ → ∀ x ∈ r, n ∈ n, z, c
  Δx μm 10kΩ 5μg TNFα vitaminβ πr² → δx μm 10kω 5μg tnfα vitaminβ πr2
  1st 2ⁿᵈ 3ʳᵈ 4ᵗʰ 1º 2ª Nº → 1st 2nd 3rd 4th 1º 2ª nº
  Nike™ Adidas® 30℃ №5 ©2024 ℹ️ → nike™ adidas® 30℃ №5 ©2024 ℹ
  👨\u{200D}👩\u{200D}👧 ❤️ 👍🏽 1️⃣ 2️⃣ #️⃣ → 👨👩👧 ❤ 👍🏽 1 2 #
  RM5️⃣0️⃣ → rm50
  🇲🇾 🇮🇩🇸🇬 menang → 🇲🇾 🇮🇩🇸🇬 menang
  🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} ok → 🏴 ok
  ⓪ 🆗 🆒 🅰️ 🅱️ 🅾️ → 0 🆗 🆒 a b o
  🅱️agus → bagus
  ① beli ② bayar ③ ambil → 1 beli 2 bayar 3 ambil
  Ⓜ️etro → metro
  iPhone12 5rb 10k 2nd h2o b4 gr8 5x jam 8 covid19 → iphone12 5rb 10k 2nd h2o b4 gr8 5x jam 8 covid19
  12.30 RM5.90 Rp15.000 10:30 → 12.30 rm5.90 rp15.000 10:30
  a b c → a b c
  a b c d e → a b c d e
  A B C D E F → a b c d e f
  B A D C A → b a d c a
  C G A F → c g a f
  x x x x → x x x x
  I I I I I → i i i i i
  a i u e o → a i u e o
  1 2 3 4 5 → 1 2 3 4 5
  P.S. U.S.A. S.T. e.g. a.k.a. → p.s. u.s.a. s.t. e.g. a.k.a.
  A.S.A.P. ya → asap. ya
  R.A. Kartini, M.H. Ainun, J.R.R. Tolkien → r.a. kartini, m.h. ainun, j.r.r. tolkien
  mantaaaap bangeeeet → mantaaaap bangeeeet
  kupu2 jalan² anak²nya hati² orang² → kupu2 jalan2 anak2nya hati2 orang2
  A4 B2B 4G MP3 PS5 R2D2 C3PO S21 RTX4090 X1 K3 → a4 b2b 4g mp3 ps5 r2d2 c3po s21 rtx4090 x1 k3
  :D xD ^_^ :) <3 >_< T_T ¯\\_(ツ)_/¯ → :d xd ^_^ :) <3 >_< t_t ¯\\_(ツ)_/¯
  ( \u{361}° \u{35C}ʖ \u{361}°) → ( ° ʖ °)
  w/ @handle b/c c/o → w/ @handle b/c c/o
  ٠١٢ ٣٤ → 012 34
  love4ever good4you f4f sub4sub like4like → love4ever good4you f4f sub4sub like4like
  kelas3nya part1nya anak2nya mp3nya ps5pro → kelas3nya part1nya anak2nya mp3nya ps5pro
  jam3pagi tgl1mei no1dunia smk1jkt rt3rw5 rp5rb rm5je → jam3pagi tgl1mei no1dunia smk1jkt rt3rw5 rp5rb rm5je
  wow!keren mantap!bagus → wow!keren mantap!bagus
  halo@budi rapat@kl → halo@budi rapat@kl
  Ke$ha A$AP P!nk se7en h1n1 blink182 → ke$ha a$ap p!nk se7en h1n1 blink182
  togel4d 3d 4k → togel4d 3d 4k
  a10s iphone5s s24ultra note10pro → a10s iphone5s s24ultra note10pro
  US$100 Rp1jt/bln → us$100 rp1jt/bln
  IPA /ˈsæŋ.ər/ [ʃəˈlamat] → ipa /ˈsaeŋ.er/ [seˈlamat]
  in\u{AD}for\u{AD}ma\u{AD}si → informasi
  baik\u{200B} → baik
  \u{FEFF}halo → halo
  العنوان \u{202D}0123\u{202C} → العنوان 0123
  \u{2067}مرحبا\u{2069} halo → مرحبا halo
  aku (serius) [banget] <sumpah> {iya} → aku (serius) [banget] <sumpah> {iya}
  “halo” ‘hai’ — «ya» … ok → “halo” 'hai' — «ya» … ok
  WhatsApp, eBay, iOS17 → whatsapp, ebay, ios17
  ¿Qué? ¡Olé! → ¿que? ¡ole!
  Wow!bts mantap!gk → wow!bts mantap!gk
  S\u{200B}@pakdemarwanto → s@pakdemarwanto
  ujhghf7vmc → ujhghf7vmc
  """
