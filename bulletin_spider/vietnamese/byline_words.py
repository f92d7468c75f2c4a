"""The closed lists behind bylines: labels, bodies, roles, and the words only sentences hold.

All entries are folded (`text.fold`), marks kept: without them "ảnh" (picture) is "anh" (brother).
"""

from __future__ import annotations

from bulletin_spider.vietnamese.text import fold


def _phrases(text: str) -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in text.replace("\n", ",").split(",") if phrase.strip())


# Labels a template prints in front of a field -> the kind of the field.
LABELS = {
    fold(phrase): kind
    for kind, phrases in {
        "author": ("Tác giả bài viết", "Tác giả", "Nhóm tác giả", "Người viết", "Người viết bài"),
        "source": ("Nguồn tin", "Nguồn bài viết", "Nguồn tin bài", "Nguồn", "Theo"),
        "poster": ("Người đăng bài viết", "Người đăng tin", "Người đăng", "Đăng bởi", "Người gửi"),
        "tags": ("Từ khóa", "Từ khóa liên quan", "Tags", "Tag", "Thẻ"),
    }.items()
    for phrase in phrases
}

# What a signature says its people did. A credit for pictures alone names no author.
PICTURES = _phrases("ảnh, hình, hình ảnh, ảnh minh họa, video, clip, đồ họa, quay phim")
WORKS = PICTURES | _phrases(
    """tin, bài, tin bài, bài viết, thực hiện, đưa tin, viết bài, người viết, tác giả, biên soạn, tổng hợp
    nhóm thực hiện, nhóm tác giả, người thực hiện, tin ảnh, bài ảnh, phóng viên, pv, ctv"""
)

# Words that open the name of an office or an organisation.
BODY_HEADS = _phrases(
    """hội, đoàn, ban, phòng, văn phòng, vp, ubnd, hđnd, ủy ban, hội đồng, đảng ủy, đảng bộ, chi bộ, công an
    ca, quân sự, bch, bchqs, ban chỉ huy, trung tâm, tt, đài, tổ, trường, trạm, mttq, ubmttq, ubmttqvn
    mặt trận, khối, đoàn thanh niên, đoàn tncs, trường tiểu học, trường mầm non, trường mẫu giáo
    trường trung học, đài truyền thanh, đài phát thanh, đài truyền hình, trang thông tin, công đoàn, lđlđ
    liên đoàn, thường trực, bộ phận, nhóm, cổng, trang, báo, tạp chí, sở, chi cục, bbt, bql, cục, chi hội
    chi đoàn, hợp tác xã, htx, câu lạc bộ, clb, viện, bệnh viện, thư viện, nhà văn hóa, tòa soạn
    thành đoàn, huyện đoàn, tỉnh đoàn, ttvh, tttt"""
)
# Ordinary words that begin like a body's name.
NO_BODIES = _phrases(
    """hội nghị, hội thảo, hội thi, hội diễn, hội chợ, hội trại, hội viên, hội thao, hội xuân, hội trường
    hội họp, đoàn kết, đoàn viên, đoàn tụ, ban hành, ban đầu, ban tặng, tổ chức, tổ quốc, trường hợp
    trường kỳ, báo cáo, báo động, trang trí, trang bị, nhóm máu, phòng chống
    phòng ngừa, phòng cháy, phòng bệnh, khối lượng, cổng chào, đài thọ, sở hữu, cục bộ
    khối phố, tổ dân phố"""
)
# Heads that are surnames or given names too ("Đoàn Văn Hậu", "Trường Giang"): an office only where the next
# word is no capitalised syllable ("Đoàn phường", "Trường THCS") or the two words are listed above.
NAMES_TOO = _phrases("đoàn, trường, trang, đài, ca")
# An office that goes on after "và" or a comma with a council's name ("Văn phòng HĐND và UBND xã").
COUNCIL_OFFICES = _phrases("văn phòng, vp, thường trực, hđnd, đảng ủy")
COUNCILS = _phrases("hđnd, ubnd, ubmttq, ubmttqvn, mttq, ủy ban, hội đồng")
# Fields of work: alone they stand for the office in charge ("Văn hóa - Xã hội"), after an office they
# carry its name on ("Trung tâm Văn hóa, Thông tin và Thể thao").
SUBJECTS = _phrases(
    """văn hóa, xã hội, thông tin, thể thao, thể dục thể thao, tdtt, truyền thông, truyền thanh, dân vận
    tuyên giáo, tổ chức, kiểm tra, kinh tế, hạ tầng, đô thị, nội vụ, tư pháp, hộ tịch, tài chính, kế toán
    kế hoạch, địa chính, xây dựng, môi trường, nông nghiệp, tài nguyên, y tế, giáo dục, đào tạo, du lịch
    khoa học, công nghệ, thương binh, lao động, thống kê, hành chính, gia đình, trẻ em, đoàn thể
    chuyển đổi số, dân tộc, tôn giáo, vh, vhxh, xh"""
)

# The lower-case words a body's name is made of; any other makes the line a sentence ("Đoàn chụp ảnh").
BODY_WORDS = frozenset(
    word
    for phrase in BODY_HEADS
    | SUBJECTS
    | _phrases(
        """phường, xã, thị trấn, huyện, quận, thị xã, thành phố, tỉnh, thôn, ấp, khu phố, khu vực, dân phố
        đặc khu, biên tập, tuyên truyền, bầu cử, chấp hành, chỉ huy, thường vụ, đảng, điện tử, cơ quan
        nhân dân, chữ thập đỏ, việt nam
        cựu chiến binh, phụ nữ, nông dân, thanh niên, người cao tuổi, tiểu học
        mầm non, trung học, cơ sở"""
    )
    for word in phrase.split()
)
# No pen name starts so: places and people spoken of.
NOT_NAMES = _phrases(
    """phường, xã, xóm, thôn, khu, ấp, bản, làng, buôn, huyện, quận, tỉnh, thị trấn, đường, tổ, ông, bà, em
    cháu, thầy, cô, đồng chí, hội nghị, quang cảnh, toàn cảnh"""
)

# Roles in front of a name, taken off it. Titles such as "BS." belong to how a person signs and stay; so
# do "anh" and "bà", which are names as well ("Anh Khoa").
ROLES = _phrases("pv, ctv, btv, phóng viên, cộng tác viên, biên tập viên, tác giả, đồng chí, đ/c")
# A part that starts so tells an office of the person before it.
OFFICES = _phrases(
    """phó, trưởng, bí thư, chủ tịch, ủy viên, cán bộ, công chức, chuyên viên, giáo viên, hiệu trưởng
    giám đốc, viên chức, thường vụ, phụ trách, thành viên"""
)
TITLES = _phrases("bs, ths, ts, gs, pgs, ks, cn, ds, ls, nsưt, nsnd, bsck1, bsck2, bsckii, bscki")

# Middle syllables that clerks leave in lower case ("Mai viết Tăng", "Lê thị Hà").
MIDDLES = _phrases(
    "thị, văn, viết, hữu, đình, xuân, ngọc, thanh, minh, đức, quang, công, bá, đăng, thế, trọng, duy"
)

# Lower-case words no name holds; one of them makes a line a sentence.
SENTENCE_WORDS = _phrases(
    """đã, sẽ, đang, được, bị, là, có, cho, với, các, những, này, đó, trong, khi, để, không, phải, cần, từ
    tại, về, nhằm, nên, thì, mà, cũng, vẫn, còn, theo, như, đến, ra, vào, lên, trên, dưới, sau, trước, mỗi
    nhiều, hơn, rất, tặng, trao, dự, nêu, giao, gửi, góp, chúc, thăm, nhận, đạt, làm, giúp, phát biểu
    tham gia, tổ chức, đề nghị, ghi nhận, biểu dương, tiếp tục, đẩy mạnh, tăng cường, triển khai, lãnh đạo
    chỉ đạo, quyết định, phối hợp"""
)

# Capitals that end texts without signing them.
NO_INITIALS = frozenset("UBND HĐND TP HCM VN HN CLB THCS THPT ND TW STT TT SĐT ĐVT HET".split())


# What a source without a label starts with; alone, such a line is no author either.
SOURCE_HEADS = _phrases(
    """báo, tạp chí, cổng, cổng thông tin, cổng ttđt, trang, trang thông tin, trang ttđt, website, bản tin
    ttxvn, vov, vtv, vnexpress, dân trí, tuổi trẻ, thanh niên, vietnamnet, vietnamplus, tiền phong
    thông tấn xã"""
)
