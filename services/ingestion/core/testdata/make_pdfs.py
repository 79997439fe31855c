"""Makes the PDFs beside it: text_layer.pdf (an invented report of two pages, broken lines, page numbers) and scanned.pdf (a picture
only). encrypted.pdf is text_layer.pdf through `qpdf --encrypt secret owner 128 --use-aes=y -- text_layer.pdf encrypted.pdf`."""
import os

HERE = os.path.dirname(os.path.abspath(__file__))


def make_pdf(pages, path, image=False):
    """pages: lists of (x, y, text) in points; a Type0 font without a font program, with a ToUnicode map."""
    chars = sorted({c for p in pages for _, _, t in p for c in t})
    objs = []
    def add(b):
        objs.append(b); return len(objs)
    cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    for i in range(0, len(chars), 100):
        part = chars[i:i+100]
        cmap += b"%d beginbfchar\n" % len(part)
        for c in part: cmap += b"<%04X> <%04X>\n" % (ord(c), ord(c))
        cmap += b"endbfchar\n"
    cmap += b"endcmap end end\n"
    tou = add(b"<< /Length %d >> stream\n" % len(cmap) + cmap + b"endstream")
    desc = add(b"<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 860 /Descent -140 /CapHeight 700 /StemV 80 >>")
    w = b" ".join(b"%d [500]" % ord(c) for c in chars if ord(c) < 128)
    cid = add(b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [%s] /FontDescriptor %d 0 R >>" % (w, desc))
    font = add(b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (cid, tou))
    img = add(b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >> stream\n\x80\nendstream")
    kids = []
    pages_id = len(objs) + 2 * len(pages) + 1
    for p in pages:
        s = b""
        if image: s = b"q 595 0 0 842 0 0 cm /I Do Q\n"
        for x, y, t in p:
            s += b"BT /F 16 Tf %d %d Td <%s> Tj ET\n" % (x, y, "".join("%04X" % ord(c) for c in t).encode())
        c = add(b"<< /Length %d >> stream\n" % len(s) + s + b"endstream")
        kids.append(add(b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F %d 0 R >> /XObject << /I %d 0 R >> >> >>" % (pages_id, c, font, img)))
    pid = add(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % k for k in kids), len(kids)))
    assert pid == pages_id
    cat = add(b"<< /Type /Catalog /Pages %d 0 R >>" % pid)
    out = b"%PDF-1.4\n"; offs = []
    for i, o in enumerate(objs, 1):
        offs.append(len(out)); out += b"%d 0 obj\n" % i + o + b"\nendobj\n"
    x = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objs) + 1) + b"".join(b"%010d 00000 n \n" % o for o in offs)
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objs) + 1, cat, x)
    open(path, "wb").write(out)
def wrap(text, cols=28, indent=True):
    lines = []; cur = "　　" if indent else ""
    for ch in text:
        if sum(0.5 if ord(c) < 128 else 1 for c in cur) + (0.5 if ord(ch) < 128 else 1) > cols and ch not in "，。；、）":
            lines.append(cur); cur = ""
        cur += ch
    if cur: lines.append(cur)
    return lines
def layout(paras, per_page=38):
    """paras: (kind, text); returns pages with page numbers."""
    rows = []
    for kind, t in paras:
        if kind == "c": rows.append((297 - len(t) * 8, t))
        elif kind == "r": rows.append((540 - len(t) * 16, t))
        elif kind == "b": rows.append((72, ""))
        elif kind == "n": rows.append((72, t))
        else:
            for k, l in enumerate(wrap(t)):
                n = len(l) - len(l.lstrip("　")); rows.append((72 + 16 * n, l.lstrip("　")))
    pages = []
    for i in range(0, len(rows), per_page):
        p = [(int(x), 770 - 18 * k, t) for k, (x, t) in enumerate(rows[i:i+per_page]) if t]
        num = "— %d —" % (i // per_page + 1); p.append((270, 50, num)); pages.append(p)
    return pages


paras=[("c","清溪县人民政府"),("c","关于2023年度法治政府建设情况的报告"),("b",""),("n","云州市人民政府："),
("p","2023年，清溪县坚持以习近平法治思想为指导，全面落实《法治政府建设实施纲要（2021—2025年）》，扎实推进法治政府建设各项任务。现将有关情况报告如下："),
("p","一、主要举措和成效"),
("p","（一）健全依法行政制度。全年制定行政规范性文件5件，报备率100%；审查合同协议1286份，提出意见3402条，出具法律意见书97份，避免经济损失1.28亿元。"),
("p","（二）规范行政执法行为。全县应持证执法人员604名，实际持证571名，持证率94.5%；作出行政处罚1842件，罚没款613.4万元，同比分别下降5.2%、7.9%。"),
("p","二、存在的问题"),
("p","一是基层执法力量偏弱，9个乡镇中有4个专职人员不足5人。二是程序意识仍有欠缺。"),
("p","三、2024年工作安排"),
("p","行政执法人员持证率达到95%以上，人均年培训不少于40学时。"),
("b",""),("r","清溪县人民政府"),("r","2024年1月26日")]
make_pdf(layout(paras,per_page=13), os.path.join(HERE, 'text_layer.pdf'))
make_pdf([[],[]], os.path.join(HERE, 'scanned.pdf'), image=True)
