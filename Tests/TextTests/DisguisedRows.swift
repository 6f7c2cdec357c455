/// Rows of `source → folded | kind:letters …`, one disguise each or several. Brands and sentences are invented.
let disguisedRows = """
  gas di 𝗠𝗘𝗞𝗔𝗥𝟴𝟴 kak → gas di mekar88 kak | styled:7
  𝓶𝓮𝓴𝓪𝓻 77 → mekar 77 | styled:5
  𝕄𝔼𝕂𝔸ℝ𝟟𝟟 → mekar77 | styled:7
  𝔪𝔢𝔨𝔞𝔯 → mekar | styled:5
  𝚖𝚎𝚛𝚙𝚊𝚝𝚒77 → merpati77 | styled:7
  𝘮𝘦𝘳𝘱𝘢𝘵𝘪 jaya → merpati jaya | styled:7
  mekar𝟴𝟴 → mekar88 | styled:2
  main ｍｅｋａｒ８８ yuk → main mekar88 yuk | styled:7
  ᴍᴇᴋᴀʀ88 pasti → mekar88 pasti | styled:5
  ꜱʟᴏᴛ ɢᴀᴄᴏʀ → slot gacor | styled:9
  sʟoᴛ → slot | styled:2
  ᵐᵉᵏᵃʳ⁸⁸ → mekar88 | styled:7
  ₘₑₖₐᵣ → mekar | styled:5
  m 3 k a r 8 8 → mekar88 | spaced:7 leet:5
  𝗴 𝗮 𝗰 𝗼 𝗿 → gacor | styled:5 spaced:5
  ｇ ａ ｃ ｏ ｒ → gacor | styled:5 spaced:5
  𝗺𝗮𝗶𝗻 𝗱𝗶 𝘀𝗶𝗻𝗶 → main di sini | styled:10
  ⓂⒺⓀⒶⓇ⑧⑧ → mekar88 | enclosed:7
  🅼🅴🅺🅰🆁 → mekar | enclosed:5
  🅜🅔🅚🅐🅡 → mekar | enclosed:5
  ⒨⒠⒦⒜⒭ → mekar | enclosed:5
  🄼🄴🄺🄰🅁 → mekar | enclosed:5
  hubungi ⓪⑧①②③④ → hubungi 081234 | enclosed:6
  🇲 🇪 🇰 🇦 🇷 → mekar | enclosed:5 spaced:5
  🇲🇪🇰🇦🇷 → mekar | enclosed:5
  🇸🇱🇴🇹 → slot | enclosed:4
  🇲\u{200C}🇪\u{200C}🇰\u{200C}🇦\u{200C}🇷 → mekar | enclosed:5 invisible:5
  мekar88 → mekar88 | confusable:7
  mєкαr → mekar | confusable:5
  mеkаr → mekar | confusable:5
  gacοr → gacor | confusable:5
  ՏӀօt → slot | confusable:4
  mekaя77 → mekar77 | confusable:7
  ꮇꭼꮶꭺꭱ → mekar | confusable:5
  ᎷᎬᏦᎪᎡ → mekar | confusable:5
  ꓟꓰꓗꓮꓣ → mekar | confusable:5
  ɱɘƙɐɾ → mekar | confusable:5
  m\u{337}e\u{337}k\u{337}a\u{337}r\u{337} → mekar | combining:5
  m\u{35F}e\u{35F}k\u{35F}a\u{35F}r\u{35F} → mekar | combining:5
  l\u{332}i\u{332}n\u{332}k\u{332} → link | combining:4
  g\u{301}\u{302}\u{303}acor → gacor | combining:5
  ṁéķàŕ → mekar | combining:5
  m\u{200B}e\u{200B}kar88 → mekar88 | invisible:7
  m\u{200C}e\u{200C}k\u{200C}a\u{200C}r → mekar | invisible:5
  s⁠l⁠ot → slot | invisible:4
  s️l️o️t → slot | invisible:4
  s\u{34F}l\u{34F}ot → slot | invisible:4
  \u{202E}88rakem\u{202C} menang → mekar88 menang | reversed:7
  main \u{202E}rakem di sini → main inis id mekar | reversed:11
  \u{202E}ab\u{202D}cd\u{202C}ef\u{202C} → fecdba | reversed:6
  s1ot gacor → slot gacor | leet:4
  g4c0r → gacor | leet:5
  m@xw1n → maxwin | leet:6
  SL0T G4COR → slot gacor | leet:4 leet:5
  m3kar88 → mekar88 | leet:5
  mek4r88 → mekar88 | leet:5
  merp4ti77 → merpati77 | leet:7
  M3K4R → mekar | leet:5
  b3s4r → besar | leet:5
  c1nt4 → cinta | leet:5
  b3g1tu → begitu | leet:6
  k1ik d1 s1ni → klik d1 sini | leet:4 leet:4
  g00d → good | leet:4
  s10t → slot | leet:4
  mek@r → mekar | leet:5
  w!n s!ot → w!n slot | leet:4
  sel4mat → selamat | leet:7
  g a c o r → gacor | spaced:5
  m e k a r 8 8 → mekar88 | spaced:7
  s.l.o.t → slot | spaced:4
  S_L_O_T → slot | spaced:4
  s-l-o-t → slot | spaced:4
  s*l*o*t → slot | spaced:4
  s|l|o|t → slot | spaced:4
  s~l~o~t → slot | spaced:4
  m/e/k/a/r → mekar | spaced:5
  m,e,k,a,r → mekar | spaced:5
  m•e•k•a•r → mekar | spaced:5
  m · e · k · a · r → mekar | spaced:5
  m - e - k - a - r → mekar | spaced:5
  m🔥e🔥k🔥a🔥r → mekar | spaced:5
  g  a  c  o  r → gacor | spaced:5
  g a c 0 r → gacor | spaced:5 leet:5
  ayo m e k a r sekarang → ayo mekar sekarang | spaced:5
  L O V E → love | spaced:4
  s a y a n g → sayang | spaced:6
  m\u{3000}e\u{3000}k\u{3000}a\u{3000}r → mekar | spaced:5
  𝓼𝓮𝓵𝓪𝓶𝓪𝓽 𝓱𝓪𝓻𝓲 𝓻𝓪𝔂𝓪 𝓼𝓮𝓶𝓾𝓪 → selamat hari raya semua | styled:20
  mєкαr 𝗠𝗔𝗜𝗡 s1ot → mekar main slot | confusable:5 styled:4 leet:4
  """
