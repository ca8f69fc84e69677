"""Ajustes del programa: variables ``ASISTENTE_*`` o un archivo ``.env``. Se revisan todos a la vez."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{5,120}")
_SECRETO = re.compile(r"[A-Za-z0-9_-]{1,256}")
_NIVELES = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class AjustesInvalidos(Exception):
    """Uno o varios ajustes faltan o están mal; ``problemas`` trae una frase por cada uno."""

    def __init__(self, problemas: list[str]) -> None:
        """Guarda todas las frases, para decirlas juntas."""
        self.problemas = problemas
        super().__init__("\n".join(problemas))


def _mal(frase: str) -> PydanticCustomError:
    return PydanticCustomError("ajuste", "{frase}", {"frase": frase})


class Ajustes(BaseSettings):
    """Lo que cambia de una instalación a otra; nada de esto es del plan.

    Attributes:
        token: el que entrega BotFather; solo lo exige lo que habla con Telegram.
        telegram_api: raíz de cualquier servidor que hable el Bot API.
        base: URL de SQLAlchemy; vacía = SQLite en la carpeta de datos.
        datos: carpeta de evidencias, libros y base embebida.
        puerto: 0 = el que el sistema escoja.
    """

    model_config = SettingsConfigDict(
        env_prefix="ASISTENTE_", env_file=".env", env_file_encoding="utf-8", extra="ignore"
    )

    token: SecretStr | None = None
    telegram_api: str = "https://api.telegram.org"
    base: SecretStr | None = None
    datos: Path = Path("datos")
    webhook_url: str | None = None
    webhook_secreto: SecretStr | None = None
    puerto: int = 8080
    zona: str = "America/Bogota"
    nivel_log: str = "INFO"

    @field_validator("token", mode="after")
    @classmethod
    def _token(cls, valor: SecretStr | None) -> SecretStr | None:
        if valor is None or not valor.get_secret_value().strip():
            return None
        if not _TOKEN.fullmatch(valor.get_secret_value()):
            raise _mal("no tiene la forma 123456:ABC…; cópielo otra vez de BotFather.")
        return valor

    @field_validator("telegram_api", "webhook_url", mode="after")
    @classmethod
    def _direccion(cls, valor: str | None) -> str | None:
        if not valor:
            return None
        partes = urlsplit(valor)
        if partes.scheme not in {"http", "https"} or not partes.netloc:
            raise _mal("debe ser una dirección completa que empiece por https://.")
        return valor.rstrip("/")

    @field_validator("webhook_secreto", mode="after")
    @classmethod
    def _secreto(cls, valor: SecretStr | None) -> SecretStr | None:
        if valor is None or not valor.get_secret_value():
            return None
        if not _SECRETO.fullmatch(valor.get_secret_value()):
            raise _mal("solo admite letras sin tilde, números, guion y guion bajo (hasta 256).")
        return valor

    @field_validator("puerto", mode="before")
    @classmethod
    def _puerto(cls, valor: object) -> object:
        texto = str(valor).strip()
        if not texto.isdecimal() or int(texto) > 65535:
            raise _mal("debe ser un número entre 0 y 65535 (0 = el que esté libre).")
        return int(texto)

    @field_validator("zona", mode="after")
    @classmethod
    def _zona(cls, valor: str) -> str:
        try:
            ZoneInfo(valor)
        except (KeyError, ValueError, OSError) as error:
            raise _mal("no es una zona horaria conocida; use America/Bogota.") from error
        return valor

    @field_validator("nivel_log", mode="after")
    @classmethod
    def _nivel(cls, valor: str) -> str:
        if valor.upper() not in _NIVELES:
            raise _mal(f"debe ser uno de {', '.join(_NIVELES)}.")
        return valor.upper()

    @field_validator("base", mode="after")
    @classmethod
    def _base(cls, valor: SecretStr | None) -> SecretStr | None:
        if valor is None or not valor.get_secret_value().strip():
            return None
        esquema = valor.get_secret_value().split(":", 1)[0]
        if esquema not in {"sqlite", "postgresql", "postgres", "postgresql+psycopg"}:
            raise _mal("debe empezar por sqlite:/// o postgresql://.")
        return valor

    @model_validator(mode="after")
    def _webhook_completo(self) -> Ajustes:
        if self.webhook_url and self.webhook_secreto is None:
            raise _mal(
                "ASISTENTE_WEBHOOK_SECRETO falta: con ASISTENTE_WEBHOOK_URL hay que dar también el "
                "secreto con que Telegram firmará sus avisos."
            )
        return self

    @property
    def url_base(self) -> str:
        """URL de la base, con el controlador que usamos; por omisión SQLite en la carpeta de datos."""
        if self.base is None:
            return f"sqlite:///{(self.datos / 'asistente.sqlite3').resolve()}"
        url = self.base.get_secret_value()
        esquema, resto = url.split(":", 1)
        if esquema in {"postgres", "postgresql"}:
            return f"postgresql+psycopg:{resto}"
        return url

    def exigir_token(self) -> str:
        """El token, o ``AjustesInvalidos`` con lo que hay que hacer."""
        if self.token is None:
            raise AjustesInvalidos(
                [
                    "ASISTENTE_TOKEN falta: pídalo a @BotFather en Telegram y póngalo en el ambiente "
                    "o en un archivo .env. Para ensayar sin token use «asistente demo»."
                ]
            )
        return self.token.get_secret_value()


def leer_ajustes(**fijos: object) -> Ajustes:
    """Lee y revisa todo de una vez.

    Raises:
        AjustesInvalidos: con una frase por cada ajuste que falta o está mal.
    """
    try:
        return Ajustes(**fijos)  # type: ignore[arg-type]
    except ValidationError as error:
        problemas = []
        for falla in error.errors():
            nombre = "ASISTENTE_" + str(falla["loc"][0]).upper() + " " if falla["loc"] else ""
            problemas.append(f"{nombre}{falla['msg']}")
        raise AjustesInvalidos(problemas) from None
