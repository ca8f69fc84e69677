"""Ajustes: lo que falta o está mal se dice completo y en español."""

from __future__ import annotations

import pytest

from bot.ajustes import AjustesInvalidos, leer_ajustes


def test_ajustes_malos_se_dicen_todos_a_la_vez(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quien instala corrige todo de una vez, no de error en error."""
    monkeypatch.setenv("ASISTENTE_PUERTO", "abc")
    monkeypatch.setenv("ASISTENTE_ZONA", "America/Nada")
    monkeypatch.setenv("ASISTENTE_TOKEN", "no es un token")
    monkeypatch.setenv("ASISTENTE_NIVEL_LOG", "gritar")

    with pytest.raises(AjustesInvalidos) as error:
        leer_ajustes(_env_file=None)

    dichos = "\n".join(error.value.problemas)
    for nombre in ("ASISTENTE_PUERTO", "ASISTENTE_ZONA", "ASISTENTE_TOKEN", "ASISTENTE_NIVEL_LOG"):
        assert nombre in dichos


def test_ajustes_webhook_sin_secreto_se_rechaza(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sin secreto cualquiera podría hacerse pasar por Telegram."""
    monkeypatch.setenv("ASISTENTE_WEBHOOK_URL", "https://ejemplo.gov.co/bot")

    with pytest.raises(AjustesInvalidos, match="ASISTENTE_WEBHOOK_SECRETO"):
        leer_ajustes(_env_file=None)


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("postgres://u@h/b", "postgresql+psycopg://u@h/b"),
        ("postgresql://u@h/b", "postgresql+psycopg://u@h/b"),
        ("sqlite:///plan.db", "sqlite:///plan.db"),
    ],
)
def test_ajustes_base_usa_el_controlador_de_la_casa(base: str, url: str) -> None:
    """La URL que da cualquier proveedor de PostgreSQL sirve tal como viene."""
    assert leer_ajustes(_env_file=None, base=base).url_base == url


def test_ajustes_base_desconocida_se_rechaza() -> None:
    """Solo SQLite y PostgreSQL."""
    with pytest.raises(AjustesInvalidos, match="sqlite"):
        leer_ajustes(_env_file=None, base="mysql://u@h/b")


def test_ajustes_no_muestran_secretos() -> None:
    """Ni el token, ni el secreto, ni la clave de la base salen al imprimirlos."""
    ajustes = leer_ajustes(
        _env_file=None,
        token="123456:SECRETISIMO",
        base="postgresql://u:CLAVE@h/b",
        webhook_url="https://e.co",
        webhook_secreto="MISTERIO",
    )

    dicho = repr(ajustes) + str(ajustes)

    assert not any(secreto in dicho for secreto in ("SECRETISIMO", "CLAVE", "MISTERIO"))
