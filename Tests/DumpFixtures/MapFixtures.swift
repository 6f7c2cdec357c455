/// Small dumps of the formats that maps describe.
extension Fixtures {
  package static let graphQL = """
    {"data": {"xdt_shortcode_media": {"id": "3463352584219040628", "shortcode": "DAQTNNiTpt0",
      "owner": {"id": "9", "username": "warung.pakdin"}, "taken_at_timestamp": 1777950000,
      "edge_media_to_caption": {"edges": [{"node": {"text": "Nasi lemak pagi ini"}}]},
      "edge_media_to_parent_comment": {"count": 2, "edges": [
       {"node": {"id": "18000000000000001", "text": "Buka pukul berapa?", "created_at": 1777950100,
        "owner": {"id": "10", "username": "siti_m"}, "edge_liked_by": {"count": 4},
        "edge_threaded_comments": {"edges": [{"node": {"id": "18000000000000002", "text": "7 pagi kak",
         "created_at": 1777950200, "owner": {"id": "9", "username": "warung.pakdin"},
         "edge_liked_by": {"count": 0}}}]}}}]}}}}
    """

  package static let apifyComments = """
    [{"id": "1801", "text": "Cantiknya 😍", "timestamp": "2026-05-01T18:24:09.000Z", "ownerUsername": "lina.k",
      "likesCount": null, "postUrl": "https://www.instagram.com/p/DAQTNNiTpt0/", "replies": [
       {"id": "1802", "text": "terima kasih", "timestamp": "2026-05-01T19:00:00.000Z",
        "ownerUsername": "kedai.bunga", "likesCount": 1}]},
     {"id": "1803", "text": "", "timestamp": "2026-05-01T20:00:00.000Z", "ownerUsername": "zul",
      "postUrl": "https://www.instagram.com/reel/DAQTNNiTpt0/?igsh=x"}]
    """

  package static let apifyPosts = """
    [{"inputUrl": "https://www.instagram.com/kedai.bunga/", "id": "3463352584219040628", "shortCode": "DAQTNNiTpt0",
      "caption": "Bunga segar setiap hari", "url": "https://www.instagram.com/p/DAQTNNiTpt0/",
      "ownerUsername": "kedai.bunga", "timestamp": "2026-05-01T10:00:00.000Z", "latestComments": [
       {"id": "1804", "text": "Ada mawar?", "ownerUsername": "aida", "timestamp": "2026-05-01T11:00:00.000Z"}]}]
    """

  package static let apifyTable = """
    id,text,ownerUsername,owner/id,timestamp,likesCount,postUrl,replies/0/id,replies/0/text,replies/0/ownerUsername
    1801,"Cantik, ""sangat"" kak",lina.k,77,2026-05-01T18:24:09.000Z,2,https://www.instagram.com/p/DAQTNNiTpt0/,1802,ya,aida
    1803,,zul,78,2026-05-01T20:00:00.000Z,0,https://www.instagram.com/p/DAQTNNiTpt0/,,,

    """

  package static let instagrapi = """
    {"comments": [{"pk": "18047096992799001", "text": "Keren bang", "created_at_utc": 1777950100, "created_at": 1777950100,
      "media_id": "3463352584219040628", "comment_like_count": 3, "user": {"pk": "5", "username": "budi.s",
      "full_name": "Budi", "is_verified": false}, "preview_child_comments": [{"pk": 18047096992799002,
       "text": "makasih", "created_at_utc": 1777950200, "media_id": "3463352584219040628", "comment_like_count": 0,
       "replied_to_comment_id": "18047096992799001", "user": {"pk": "6", "username": "roda.lawas"}}]}],
     "caption": {"text": "Touring ke Garut", "media_id": "3463352584219040628", "created_at_utc": 1777940000,
      "user": {"username": "roda.lawas"}}}
    """

  package static let keyed = """
    {"18074837038342775": {"text": "untung besar, hubungi admin", "media": "3463352584219040628", "account": "koin.harian",
      "code": "DAQTNNiTpt0"}, "17961024665357429": {"text": "bagus", "media": "3463352584219040628", "account": "koin.harian",
      "code": "DAQTNNiTpt0"}}
    """

  package static let youTubeDownloader = """
    {"cid": "Ugx1", "text": "Lagu kenangan", "time": "2 tahun yang lalu", "author": "@tono", "channel": "UC1", "votes": "12", "heart": false, "time_parsed": 1777950000.77}
    {"cid": "Ugx1.9a", "text": "setuju", "time": "1 tahun yang lalu", "author": "@ani", "channel": "UC2", "votes": "0", "heart": false}

    """

  package static let facebookComments = """
    {"data": [{"id": "555_701", "from": {"id": "31", "name": "Mak Jah"}, "message": "Tahniah semua",
      "created_time": "2026-05-02T08:00:00+0000", "like_count": 2, "comments": {"data": [
       {"id": "555_702", "message": "Terima kasih", "created_time": "2026-05-02T09:00:00+0000", "like_count": 0,
        "parent": {"id": "555_701"}}]}},
      {"message": "Hebat", "created_time": "2026-05-02T10:00:00+0000", "like_count": 0, "comment_count": 0,
       "permalink_url": "https://www.facebook.com/44/posts/555/?comment_id=701&reply_comment_id=703"}],
     "paging": {"cursors": {"before": "a", "after": "b"}}}
    """

  package static let facebookFeed = """
    {"data": [{"id": "44_555", "message": "Majlis konvokesyen", "created_time": "2026-05-02T07:00:00+0000",
      "status_type": "added_photos", "permalink_url": "https://www.facebook.com/44/posts/555",
      "comments": {"data": [{"id": "555_704", "message": "Syabas", "created_time": "2026-05-02T07:30:00+0000",
       "from": {"id": "32", "name": "Pak Abu"}}]}}]}
    """

  package static let tikTok = """
    {"code": 200, "msg": "ok", "data": {"status_code": 0, "cursor": 2, "has_more": 0, "comments": [
      {"cid": "6996843253702542081", "text": "FYP!", "aweme_id": "6993829555089706245", "create_time": 1777950000,
       "digg_count": 7, "reply_id": "0", "user": {"uid": "31", "unique_id": "dina_joget", "nickname": "Dina"},
       "reply_comment": [{"cid": "6996843253702542082", "text": "wkwk", "aweme_id": "6993829555089706245",
        "create_time": 1777950060, "digg_count": 0, "reply_id": "6996843253702542081",
        "user": {"uid": "32", "unique_id": "", "nickname": "Joko"}}]}]}}
    """

  package static let tikTokTable = "\u{FEFF}author,author_id,comment\nDina,dina_joget,\"mantap, kak\"\nJoko,joko1,😂\n"

  package static let reddit = """
    {"author": "ikan_bakar", "body": "Resepi mana?", "created_utc": 1777950000, "id": "abc1", "link_id": "t3_7uaobc", "parent_id": "t3_7uaobc", "score": 7, "subreddit": "malaysia", "is_submitter": false}
    {"author": "[deleted]", "body": "dalam gambar", "created_utc": "1777950060", "id": "abc2", "link_id": "t3_7uaobc", "parent_id": "t1_abc1", "score": 1, "subreddit": "malaysia"}

    """

  package static let redditPosts = """
    {"author": "tukang_masak", "title": "Ikan bakar saya", "selftext": "Pertama kali cuba", "created_utc": 1777940000, "id": "7uaobc", "num_comments": 2, "subreddit": "malaysia", "is_self": true}

    """

  package static let exportComments = """
    ExportComments.com,,,,,,
    Source URL,https://www.instagram.com/p/DAQTNNiTpt0/,,,,,

    id ,,Name,Date,Likes,Comment,(view source)
    1,,@mira,2026-05-01 06:24:13,3,"Siap, kak",view comment
    2,1-1,@kedai.bunga,03/12/25 07:24:13,2,terima kasih,view comment

    """

  package static let wordPress = """
    <?xml version="1.0" encoding="UTF-8" ?>
    <!-- generator <rss> -->
    <rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Blog</title>
    <item><title>Cara memasak &amp; menyimpan</title><link>https://blog.example/p1</link><wp:post_id>11</wp:post_id>
    <content:encoded><![CDATA[<p>Rendang <b>daging</b></p>]]></content:encoded>
    <wp:post_date_gmt>2026-05-01 00:00:00</wp:post_date_gmt>
    <wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_author><![CDATA[Cik Ros]]></wp:comment_author>
    <wp:comment_date_gmt>2026-05-02 01:00:00</wp:comment_date_gmt><wp:comment_content><![CDATA[Sedap]]>&#33;</wp:comment_content>
    <wp:comment_approved>1</wp:comment_approved><wp:comment_type/><wp:comment_parent>0</wp:comment_parent></wp:comment>
    <wp:comment><wp:comment_id>6</wp:comment_id><wp:comment_author>loan</wp:comment_author>
    <wp:comment_date>2026-05-02 02:00:00</wp:comment_date><wp:comment_date_gmt>0000-00-00 00:00:00</wp:comment_date_gmt>
    <wp:comment_content><![CDATA[Pinjaman <a href="https://x.example/?a=1&amp;b=2">sini</a>]]></wp:comment_content>
    <wp:comment_approved>spam</wp:comment_approved><wp:comment_parent>5</wp:comment_parent></wp:comment>
    <wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_content>ping</wp:comment_content><wp:comment_type>pingback</wp:comment_type></wp:comment>
    </item></channel></rss>
    """

  package static let disqus = """
    <?xml version="1.0" encoding="utf-8"?>
    <disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
    <thread dsq:id="900"><link>https://blog.example/p2</link><title>Jalan ke Ipoh</title><message /></thread>
    <post dsq:id="1"><id>x</id><message><![CDATA[<p>Jauh <br>juga</p>]]></message><createdAt>2026-05-01T16:00:00Z</createdAt>
    <isSpam>false</isSpam><author><name>Wan</name><username>wan88</username></author><thread dsq:id="900" /></post>
    <post dsq:id="2"><message>beli di sini</message><createdAt>2026-05-01T17:00:00Z</createdAt><isSpam>true</isSpam>
    <author><name>Toko</name></author><thread dsq:id="900"/><parent dsq:id="1"/></post>
    </disqus>
    """

  package static let plainList = """
    [{"id": 18014398509481985, "text": "satu", "author": "a", "post_id": "p", "post_text": "Tajuk"},
     {"id": "2", "text": "dua", "parent_id": "1"}]
    """

  package static let maps: [(name: String, text: String)] = [
    ("instagram-graphql", graphQL), ("apify-instagram comments", apifyComments), ("apify-instagram posts", apifyPosts),
    ("apify-instagram table", apifyTable), ("instagrapi", instagrapi), ("instagram-keyed", keyed),
    ("youtube-comment-downloader", youTubeDownloader), ("facebook-graph-api", facebookComments),
    ("facebook-graph-api feed", facebookFeed), ("tiktok", tikTok), ("tiktok-csv", tikTokTable), ("reddit", reddit),
    ("reddit posts", redditPosts), ("exportcomments", exportComments), ("wordpress", wordPress), ("disqus", disqus),
    ("json", plainList),
  ]
}
