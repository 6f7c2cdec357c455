/// Small dumps of the shapes the tools write.
package enum Fixtures {
  package static let ndjson = """
    {"platform":"instagram","post_id":"KEK","post_author":"dapur.makteh","post_text":"Kek batik RM25","id":"1","author":"aisyah","text":"Harga kak? 😍","time":"2026-05-02T00:15:00Z","likes":3,"label":"genuine"}
    {"post_id":"KEK","platform":"instagram","id":2,"parent_id":"1","author":"rtyghb","text":"wd 3 juta di mawar777","time":1777950002,"label":"bot"}

    """

  package static let csv = """
    post_id,post_text,id,author,text,time,likes
    KONSERT,"Konsert amal, Sabtu ini",c0,nadia,"Tiket ""pintu"" ada?",1777950000,2
    KONSERT,"Konsert amal, Sabtu ini",c1,pakcik_mat,War tiket!,1777950001,

    """

  package static let instaloader = """
    [
     {"id": 18014398509481985, "created_at": 1777858260, "text": "Sedapnya \\ud83d\\ude0d",
      "owner": {"id": "5001", "is_verified": false, "profile_pic_url": null, "username": "aisyah.r"},
      "likes_count": 2, "answers": [
       {"id": 18014398509481987, "created_at": 1777858320, "text": "Terima kasih!",
        "owner": {"id": "5002", "username": "dapur.makteh"}, "likes_count": 0, "answers": []}]},
     {"id": 18014398509481989, "created_at": 1777858380, "text": "",
      "owner": {"id": "5003", "username": "nizam"}, "likes_count": null, "answers": []}
    ]
    """

  package static let instaloaderPost = """
    {"node": {"__typename": "GraphImage", "shortcode": "DAbc_1", "taken_at_timestamp": 1777858000,
      "owner": {"id": "5002", "username": "dapur.makteh"},
      "edge_media_to_caption": {"edges": [{"node": {"text": "Kuih raya siap \\ud83d\\ude0b"}}]}},
     "instaloader": {"version": "4.14", "node_type": "Post"}}
    """

  package static let graphMedia = """
    {"id": "17910000000000011", "caption": "New mugs", "permalink": "https://www.instagram.com/p/DCm/",
     "timestamp": "2026-05-03T02:00:00+0000", "username": "clay.and.kin",
     "comments": {"data": [{"id": "18011111111111111", "text": "Do you ship?", "timestamp": "2026-05-03T02:10:00+0000",
      "username": "jo.mugs", "like_count": 1, "replies": {"data": [{"id": "18011111111111112", "text": "yes!",
       "timestamp": "2026-05-03T02:20:00+0000", "username": "clay.and.kin"}]}}]}}
    """

  package static let youTubeThreads = """
    {"kind": "youtube#commentThreadListResponse", "pageInfo": {"totalResults": 1}, "items": [
     {"kind": "youtube#commentThread", "id": "Ugz1", "snippet": {"videoId": "vid1", "channelId": "UCkugir",
      "topLevelComment": {"kind": "youtube#comment", "id": "Ugz1", "snippet": {"videoId": "vid1",
       "textDisplay": "x", "textOriginal": "That <b>solo</b> & more", "authorDisplayName": "@dan",
       "authorChannelId": {"value": "UCdan"}, "likeCount": 1, "publishedAt": "2026-05-02T10:00:00Z"}}},
      "replies": {"comments": [{"kind": "youtube#comment", "id": "Ugz1.0", "snippet": {"videoId": "vid1",
       "textDisplay": "<b>thanks</b><br>all <3 &amp; m&#111;re", "authorDisplayName": "@kugiran", "parentId": "Ugz1",
       "authorChannelId": {"value": "UCkugir"}, "likeCount": null, "publishedAt": "2026-05-02T10:01:00Z"}}]}}]}
    """

  package static let youTubeReplies = """
    {"kind": "youtube#commentListResponse", "items": [{"kind": "youtube#comment", "id": "Ugz1.1", "snippet":
     {"textOriginal": "same", "parentId": "Ugz1", "authorChannelId": {"value": "UCx"}, "likeCount": 0,
      "publishedAt": "2026-05-02T10:02:00Z"}}]}
    """

  package static let youTubeVideo = """
    {"kind": "youtube#videoListResponse", "items": [{"kind": "youtube#video", "id": "vid1", "snippet": {
      "title": "Gerimis - rock cover", "description": "Live in one take", "channelTitle": "Kugiran Senja",
      "tags": ["cover", "rock"]}}]}
    """

  package static let ytDlp = """
    {"id": "aB3", "title": "Keliling Bandung", "description": "Naik motor", "tags": ["bandung", "vlog"],
     "channel": "Roda Lawas", "webpage_url": "https://www.youtube.com/watch?v=aB3", "extractor_key": "Youtube",
     "comments": [
      {"id": "Ug1.9", "text": "Makasih", "timestamp": 1777900999, "like_count": null, "author": "@rodalawas",
       "author_id": "UC3", "author_is_uploader": true, "parent": "Ug1"},
      {"id": "Ug1", "text": "Mantap bang", "timestamp": 1777900333, "like_count": 4, "author": "@dedi",
       "author_id": "UC1", "author_is_uploader": false, "parent": "root"}]}
    """

  package static let all: [(name: String, text: String)] =
    [
      ("ndjson", ndjson), ("csv", csv), ("instaloader", instaloader), ("graph-api", graphMedia),
      ("youtube-api", youTubeThreads), ("youtube-api replies", youTubeReplies), ("youtube-api videos", youTubeVideo),
      ("yt-dlp", ytDlp),
    ] + maps
}
