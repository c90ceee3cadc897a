"""Hooks of mkdocs.yml: pages that lie outside docs/, links as they are written for the repository, and whether each leads somewhere."""

import logging
import os
import re
from glob import glob

from mkdocs.structure.files import File

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OUTSIDE = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "infra/README.md", "infra/acceptance/README.md", "examples/README.md",
           "task-def-fragments/README.md"]
LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)|(!\[[^\]]*\])\(([^)\s]+)\)")

# A warning is an error in a strict build.
log = logging.getLogger("mkdocs.site")
known = {}


def on_config(config):
    decisions = sorted(os.path.relpath(page, config["docs_dir"]) for page in glob(os.path.join(config["docs_dir"], "decisions/*.md")))
    config["nav"][-1]["Decisions"] = decisions


def on_files(files, config):
    for page in OUTSIDE:
        files.append(File(page, ROOT, config["site_dir"], config["use_directory_urls"]))
    known.update({os.path.relpath(file.abs_src_path, ROOT): file.src_uri for file in files})


def on_page_markdown(markdown, page, **_):
    """Links to pages as the site has them; of a link to a source file or folder only its words are left."""
    here = os.path.relpath(page.file.abs_src_path, ROOT)

    def written(match):
        words, target = (match[1], match[2]) if match[2] else (match[3], match[4])
        if re.match(r"#|[a-z]+:", target):
            return match[0]
        path, mark, anchor = target.partition("#")
        path = os.path.normpath(os.path.join(os.path.dirname(here), path))
        if os.path.join(path, "README.md") in known:
            path = os.path.join(path, "README.md")
        if path in known:
            there = os.path.relpath(known[path], os.path.dirname(page.file.src_uri) or ".")
            return "%s(%s)" % (words if match[3] else "[%s]" % words, there + mark + anchor)
        if not os.path.exists(os.path.join(ROOT, path)):
            log.warning("%s links to %s, which does not exist", here, target)
        return words

    return LINK.sub(written, markdown)


def on_post_build(config):
    """That each anchor is there."""
    pages = {}
    for file in glob(os.path.join(config["site_dir"], "**/*.html"), recursive=True):
        with open(file, encoding="utf-8") as html:
            pages[file] = html.read()
    for file, html in pages.items():
        for path, anchor in re.findall(r'href="([^":#?]*)#([^"]+)"', html):
            there = os.path.normpath(os.path.join(os.path.dirname(file), path)) if path else file
            if there in pages and 'id="%s"' % anchor not in pages[there]:
                log.warning("%s links to %s#%s, which is not there", os.path.relpath(file, config["site_dir"]), path, anchor)
