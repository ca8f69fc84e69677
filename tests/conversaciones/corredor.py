"""Corre un guion de conversación por una puerta y comprueba lo que se ve y lo que queda guardado."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import yaml

from dominio.modelo.reporte import Avance, OrigenReporte
from dominio.puertos.unidad import Almacen
from tests.apoyo.plan import CUENTAS, VIGENCIA, Entorno, RelojQuieto
from tests.conversaciones.puertas import Puerta

CARPETA = Path(__file__).parent / "guiones"
_UNIDADES = {"minutos": "minutes", "horas": "hours", "días": "days"}
_TEXTOS_ESPECIALES = {
    "<largo>": "a" * 5000,
    "<nulo>": "4\x005",
    "<derecha a izquierda>": "\u202e54",
    "<emoji>": "🎉🎉",
}


@dataclass
class Corredor:
    """Lo que un guion necesita mientras corre."""

    puerta: Puerta
    almacen: Almacen
    reloj: RelojQuieto
    entorno: Entorno
    quien: str = "ana"
    antes: int = 0

    @property
    def cuenta(self) -> int:
        """La cuenta de Telegram de quien actúa."""
        return CUENTAS.get(self.quien, 999)

    def correr(self, guion: dict) -> None:
        """Hace los pasos en orden; el primero que no se cumple dice cuál es y qué se veía."""
        for numero, paso in enumerate(guion["pasos"], start=1):
            for verbo, valor in paso.items():
                try:
                    getattr(self, f"_{verbo}")(valor)
                except AssertionError as error:
                    raise AssertionError(
                        f"paso {numero} ({verbo}: {valor!r}): {error}\n--- se veía:\n"
                        f"{self.puerta.visto(self.cuenta)}\n--- botones: {self.puerta.rotulos(self.cuenta)}"
                        f"\n--- aviso: {self.puerta.avisos(self.cuenta)}"
                    ) from error

    def _persona(self, nombre: str) -> None:
        self.quien = nombre

    def _escribe(self, texto: object) -> None:
        self.puerta.escribe(self.cuenta, _TEXTOS_ESPECIALES.get(str(texto), str(texto)))

    def _toca(self, rotulo: str) -> None:
        self.antes = self.puerta.cuantos(self.cuenta)
        self.puerta.toca(self.cuenta, rotulo)

    def _toca_dos_veces(self, rotulo: str) -> None:
        self.puerta.toca(self.cuenta, rotulo, veces=2)

    def _toca_viejo(self, rotulo: str) -> None:
        self.puerta.toca(self.cuenta, rotulo, viejo=True)

    def _adjunta(self, nombres: str | list[str]) -> None:
        self.antes = self.puerta.cuantos(self.cuenta)
        self.puerta.adjunta(self.cuenta, [nombres] if isinstance(nombres, str) else nombres)

    def _edita(self, texto: object) -> None:
        self.puerta.edita(self.cuenta, str(texto))

    def _manda(self, que: str) -> None:
        self.puerta.otra(self.cuenta, que)

    def _en_grupo(self, texto: str) -> None:
        self.puerta.en_grupo(self.cuenta, texto)

    def _repite(self, _valor: object) -> None:
        self.puerta.repite()

    def _pasa(self, cuanto: str) -> None:
        numero, unidad = cuanto.split()
        self.reloj.adelantar(timedelta(**{_UNIDADES[unidad]: int(numero)}))

    def _revoca(self, nombre: str) -> None:
        with self.almacen.unidad() as unidad:
            unidad.personas.revocar(self.entorno.personas[nombre].id)
            unidad.confirmar()

    def _invita(self, codigo: str) -> None:
        """Deja lista una invitación con ese código para quien actúa."""
        import hashlib

        resumen = hashlib.sha256(codigo.encode()).hexdigest()
        with self.almacen.unidad() as unidad:
            persona = self.entorno.personas[self.quien]
            unidad.personas.invitar(persona.id, resumen, self.reloj.ahora() + timedelta(hours=72), None)
            unidad.confirmar()

    def _ve(self, esperados: str | list[str]) -> None:
        visto = self.puerta.visto(self.cuenta)
        for esperado in [esperados] if isinstance(esperados, str) else esperados:
            assert str(esperado) in visto, f"no se ve «{esperado}»"

    def _no_ve(self, prohibidos: str | list[str]) -> None:
        visto = self.puerta.visto(self.cuenta) + "\n" + "\n".join(self.puerta.rotulos(self.cuenta))
        for prohibido in [prohibidos] if isinstance(prohibidos, str) else prohibidos:
            assert str(prohibido) not in visto, f"se ve «{prohibido}»"

    def _mensajes_nuevos(self, debidos: int) -> None:
        """Cuántos mensajes dejó el último toque o envío de archivos."""
        nuevos = self.puerta.cuantos(self.cuenta) - self.antes
        assert nuevos == debidos, f"llegaron {nuevos} mensajes"

    def _nada(self, _valor: object) -> None:
        assert self.puerta.visto(self.cuenta) == "", "se esperaba silencio"

    def _ve_botones(self, esperados: list[str]) -> None:
        rotulos = self.puerta.rotulos(self.cuenta)
        for esperado in esperados:
            assert any(rotulo.startswith(esperado) for rotulo in rotulos), f"falta el botón «{esperado}»"

    def _aviso(self, esperado: str) -> None:
        assert esperado in self.puerta.avisos(self.cuenta), f"el aviso no dice «{esperado}»"

    def _queda(self, esperado: dict) -> None:
        with self.almacen.lectura() as unidad:
            renglones = {r.codigo: r for r in unidad.planes.renglones(self.entorno.entidad.id, VIGENCIA)}
            avances = [
                avance
                for avance in unidad.reportes.avances(self.entorno.entidad.id, VIGENCIA)
                if avance.origen is OrigenReporte.CHAT
            ]
            acciones = [fila[1].accion for fila in unidad.auditoria.ultimas(self.entorno.entidad.id, 50)]
            persona = self.entorno.personas.get(self.quien)
            borrador = unidad.borradores.traer(persona.id, self.cuenta) if persona else None
        for clave, valor in esperado.items():
            if clave in _DE_AVANCE:
                for codigo, debido in valor.items():
                    hallado = _DE_AVANCE[clave]([a for a in avances if a.actividad_codigo == codigo])
                    assert str(hallado) == str(debido), f"{clave} de {codigo}: {hallado}"
            elif clave == "borrador":
                assert (borrador is not None) == valor, f"borrador: {borrador}"
            elif clave == "auditado":
                assert valor in acciones, f"acciones: {acciones}"
            else:
                for codigo, debido in valor.items():
                    hallado = str(getattr(renglones[codigo].saldos, clave))
                    assert hallado == f"{debido:.2f}", f"{clave} de {codigo}: {hallado}"


_DE_AVANCE: dict[str, Callable[[list[Avance]], object]] = {
    "reportes": len,
    "avance": lambda avances: avances[-1].porcentaje if avances else None,
    "cantidad": lambda avances: avances[-1].cantidad if avances else None,
    "logro": lambda avances: avances[-1].logro if avances else None,
    "dificultades": lambda avances: avances[-1].dificultades if avances else None,
    "motivo": lambda avances: avances[-1].motivo_retroceso if avances else None,
    "evidencias": lambda avances: avances[-1].evidencias if avances else None,
}


def guiones() -> list[Path]:
    """Todos los guiones, en orden."""
    return sorted(CARPETA.glob("*.yaml"))


def leer(archivo: Path) -> dict:
    """El guion de un archivo."""
    guion = yaml.safe_load(archivo.read_text(encoding="utf-8"))
    assert set(guion) <= {"titulo", "vinculadas", "pasos"}, f"{archivo.name}: claves desconocidas"
    return guion
