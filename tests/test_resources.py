import os
import stat
import sys
from multiprocessing import get_context

import pytest

from extractor.errors import ModelError
from extractor.language import resources as r


def whole(content):
    return content.tobytes() == b"content"


def test_prepared_files_are_made_once(tmp_path, monkeypatch):
    monkeypatch.setenv(r.CACHE_VARIABLE, str(tmp_path / "a" / "b"))
    made = []

    def build():
        made.append(1)
        return b"content"

    assert r.prepared("x-1.bin", build, whole) == b"content"
    assert r.prepared("x-1.bin", build, whole) == b"content"
    assert len(made) == 1
    assert [p.name for p in (tmp_path / "a" / "b").iterdir()] == ["x-1.bin"]
    (tmp_path / "a" / "b" / "x-1.bin").write_bytes(b"cont")
    assert r.prepared("x-1.bin", build, whole) == b"content"
    assert len(made) == 2
    (tmp_path / "a" / "b" / "x-1.bin").write_bytes(b"")
    assert r.prepared("x-1.bin", build, whole) == b"content"
    assert (tmp_path / "a" / "b" / "x-1.bin").read_bytes() == b"content"


def test_no_cache_where_it_cannot_be_written(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(r.CACHE_VARIABLE, str(tmp_path / "file" / "folder"))
    assert r.prepared("x.bin", lambda: b"content", whole) == b"content"
    monkeypatch.setenv(r.CACHE_VARIABLE, "")
    assert r.cache_folder() is None
    assert r.prepared("x.bin", lambda: b"content", whole) == b"content"
    if sys.platform != "win32" and os.geteuid():
        folder = tmp_path / "locked"
        folder.mkdir()
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
        monkeypatch.setenv(r.CACHE_VARIABLE, str(folder))
        assert r.prepared("x.bin", lambda: b"content", whole) == b"content"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="XDG")
def test_the_cache_folder_is_the_users(monkeypatch):
    monkeypatch.delenv(r.CACHE_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/x/y")
    assert str(r.cache_folder()) == "/x/y/extractor"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # to be ignored, says the standard
    monkeypatch.setenv("HOME", "/h")
    assert str(r.cache_folder()) == "/h/.cache/extractor"


def look_up(folder, words, results):
    os.environ[r.CACHE_VARIABLE] = folder
    from extractor.models.embeddings import Embeddings

    vocabulary = Embeddings().vocabulary
    results.put(vocabulary.ids_of(words).tolist())


def test_several_processes_prepare_at_once(tmp_path):
    from extractor.models.embeddings import forms

    words = ["москва", "a", "ёсць", "нетслова", "zzz", "яхта"]
    context = get_context("spawn")
    results = context.Queue()
    workers = [context.Process(target=look_up, args=(str(tmp_path), words, results)) for _ in range(3)]
    for worker in workers:
        worker.start()
    found = [results.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join()
    expected = forms().embeddings.vocabulary.ids_of(words).tolist()
    assert found == [expected] * 3
    assert len(list(tmp_path.iterdir())) == 1


def test_archives_read_as_tar_does():
    import tarfile

    path = r.data_folder() / "model" / "slovnet_ner_news_v1.tar"
    archive = r.Archive(path)
    with tarfile.open(path) as tar:
        for member in tar.getmembers():
            file = tar.extractfile(member)
            assert file is not None
            assert archive.read(member.name) == file.read()
    with pytest.raises(ModelError):
        archive.read("nothing")


def test_broken_weights_are_a_model_error(tmp_path):
    with pytest.raises(ModelError):
        r.Archive(tmp_path / "absent.tar")
    (tmp_path / "empty.tar").write_bytes(b"")
    with pytest.raises(ModelError):
        r.Archive(tmp_path / "empty.tar")


def test_natasha_is_not_imported():
    import subprocess

    code = (
        "import sys; from extractor.models.grammar_taggers import Grammar; from extractor.text.segment import segment;"
        "Grammar().tag(segment('Привет, мир!'));"
        "print(*{'natasha', 'slovnet', 'navec', 'pymorphy2', 'yargy', 'tarfile'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
