"""Una partida de actos al azar contra el despacho entero, y lo que sigue siendo cierto tras cada uno."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from almacen.tablas.ensayo import AlmacenDeEnsayo
from bot.atencion.entrada import ClaseEntrada
from bot.ordenes.asistente import armar_despacho
from bot.pantallas.actos import Acto, Adjunta, Edita, Escribe, Manda, Toca
from bot.pantallas.base import RelojDeEnsayo
from bot.pantallas.escenas import Escena
from bot.pantallas.momento import Boton, Burbuja, Momento
from bot.pantallas.revisar import defectos_de
from bot.pantallas.telefono import Telefono
from dominio.entender.texto import normalizar
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.reporte import Avance, Ejecucion, EstadoReporte, OrigenReporte
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.porcentaje import Porcentaje
from tests.apoyo.plan import CUENTAS, VIGENCIA, Entorno, LunesAViernes, sembrar

# Lo escrito que, en el resumen, es decir que sí.
_CONFIRMAN = frozenset({"confirmar", "si", "ok", "aprobar"})
_CUENTAN = (EstadoReporte.ENVIADO, EstadoReporte.APROBADO)


@cache
def _tablero() -> tuple[AlmacenDeEnsayo, RelojDeEnsayo, Entorno, bytes]:
    """La base sembrada, una vez por proceso: cada partida vuelve a la misma foto."""
    reloj = RelojDeEnsayo()
    base = AlmacenDeEnsayo(reloj)
    entorno = sembrar(base)
    return base, reloj, entorno, base.foto()


@dataclass(frozen=True, slots=True)
class Jugada:
    """Un acto al azar: quién, qué clase de cosa y con qué valor."""

    quien: str
    que: str
    texto: str = ""
    numero: int = 0


@dataclass
class Partida:
    """El estado de una partida; cada método de jugada comprueba lo que no puede romperse."""

    entorno: Entorno
    base: AlmacenDeEnsayo
    reloj: RelojDeEnsayo
    telefono: Telefono
    momento: Momento
    guardados: int = 0
    mostrados: list[tuple[int, Boton]] = field(default_factory=list)

    @classmethod
    def nueva(cls) -> Partida:
        """Desde el plan recién sembrado."""
        base, reloj, entorno, foto = _tablero()
        base.volver(foto)
        reloj.hora = RelojDeEnsayo().hora
        telefono = Telefono(base, reloj, _despacho(base, reloj))
        return cls(entorno, base, reloj, telefono, telefono.ahora())

    def jugar(self, jugada: Jugada) -> None:
        """Hace la jugada; las que no se pueden (no hay botones) no hacen nada."""
        actuar: Callable[[Jugada, int], None] = getattr(self, f"_{jugada.que}")
        actuar(jugada, CUENTAS[jugada.quien])

    def terminar(self) -> None:
        """Lo que queda guardado cuadra: nada doble, nada inválido, cada acumulado es el último que cuenta."""
        with self.base.lectura() as unidad:
            avances, ejecuciones = self._reportes(unidad)
            self._exigir_avances(unidad, avances)
            self._exigir_ejecuciones(unidad, ejecuciones)
            assert unidad.auditoria.verificar() is None
        todos: list[Avance | Ejecucion] = [*avances, *ejecuciones]
        nuevos = [r for r in todos if r.origen is OrigenReporte.CHAT]
        assert len(nuevos) == self.guardados, "hay reportes que nadie confirmó"
        folios = [reporte.folio for reporte in todos]
        assert len(folios) == len(set(folios))

    def _escribe(self, jugada: Jugada, cuenta: int) -> None:
        confirma = normalizar(jugada.texto).strip(" .!¡/") in _CONFIRMAN
        self._actuar(cuenta, Escribe(jugada.texto), confirma=confirma)

    def _reporta(self, jugada: Jugada, cuenta: int) -> None:
        """Un reporte hasta el final, si lo dejan: para que al azar haya de veras qué corregir y repetir."""
        actividad, valor = jugada.numero % 5 + 1, jugada.numero // 5 % 101
        for texto in (f"/avance A-00{actividad}", str(valor), "Se avanzó.", "ir al resumen", "confirmar"):
            self._escribe(Jugada(jugada.quien, "escribe", texto), cuenta)

    def _toca(self, jugada: Jugada, cuenta: int) -> None:
        """Uno de los botones que ve."""
        if botones := self.momento.botones(cuenta):
            self._tocar(cuenta, botones[jugada.numero % len(botones)])

    def _confirma(self, jugada: Jugada, cuenta: int) -> None:
        """El de Confirmar si lo ve; si no, el primero."""
        botones = self.momento.botones(cuenta)
        if botones:
            self._tocar(cuenta, next((b for b in botones if b.rotulo == "Confirmar"), botones[0]))

    def _dos_veces(self, jugada: Jugada, cuenta: int) -> None:
        """El mismo botón dos veces seguidas."""
        if botones := self.momento.botones(cuenta):
            boton = next(
                (b for b in botones if b.rotulo == "Confirmar"), botones[jugada.numero % len(botones)]
            )
            self._tocar(cuenta, boton)
            self._tocar(cuenta, boton)

    def _viejo(self, jugada: Jugada, cuenta: int) -> None:
        """Cualquier botón que alguien haya visto alguna vez, suyo o ajeno."""
        if self.mostrados:
            self._tocar(cuenta, self.mostrados[jugada.numero % len(self.mostrados)][1])

    def _adjunta(self, jugada: Jugada, cuenta: int) -> None:
        album = f"album-{jugada.numero}" if jugada.numero % 3 == 0 else None
        for parte in range(2 if album else 1):
            self._actuar(cuenta, Adjunta(f"foto-{jugada.numero % 4}-{parte}.jpg", album=album), callado=album)

    def _edita(self, jugada: Jugada, cuenta: int) -> None:
        self._actuar(cuenta, Edita(jugada.texto))

    def _manda(self, jugada: Jugada, cuenta: int) -> None:
        self._actuar(cuenta, Manda("sticker"))

    def _repite(self, jugada: Jugada, cuenta: int) -> None:
        """El mismo update entregado dos veces: la segunda no hace ni dice nada."""
        acto = Escribe(jugada.texto)
        entrada = acto.entrada(self.momento, cuenta)
        self._escribe(jugada, cuenta)
        antes = self.base.foto()
        assert list(_despacho(self.base, self.reloj)(entrada)) == []
        assert self.base.foto() == antes

    def _reinicia(self, jugada: Jugada, cuenta: int) -> None:
        """El proceso muere y arranca otro sobre la misma base."""
        self.telefono = Telefono(self.base, self.reloj, _despacho(self.base, self.reloj))
        self.telefono.poner(self.momento)

    def _pasa(self, jugada: Jugada, cuenta: int) -> None:
        """Pasan horas."""
        self.momento = self.telefono.pasar(self.momento, timedelta(hours=jugada.numero % 40))

    def _tocar(self, cuenta: int, boton: Boton) -> None:
        acto = Toca(boton.rotulo, boton.dato, boton.mensaje)
        self._actuar(cuenta, acto, confirma=_guarda(boton.dato))

    def _actuar(self, cuenta: int, acto: Acto, *, confirma: bool = False, callado: str | None = None) -> None:
        clase = acto.entrada(self.momento, cuenta).clase
        self.momento, burbujas = self.telefono.hacer(self.momento, cuenta, acto)
        self._exigir_respuesta(cuenta, clase, burbujas, callado is not None)
        self.mostrados += [(b.cuenta, boton) for b in burbujas for boton in b.botones]
        if confirma:
            with self.base.lectura() as unidad:
                avances, ejecuciones = self._reportes(unidad)
            todos: list[Avance | Ejecucion] = [*avances, *ejecuciones]
            ahora = sum(r.origen is OrigenReporte.CHAT for r in todos)
            assert ahora - self.guardados in (0, 1), "una confirmación dejó más de un reporte"
            self.guardados = ahora

    def _exigir_respuesta(
        self, cuenta: int, clase: ClaseEntrada, burbujas: Sequence[Burbuja], callado: bool
    ) -> None:
        avisos = [b for b in burbujas if b.quien == "aviso"]
        assert len(avisos) == (1 if clase is ClaseEntrada.BOTON else 0), "cada toque se contesta una vez"
        propias = tuple(b for b in burbujas if b.cuenta == cuenta)
        if callado and not propias:
            return  # un álbum tiene un solo acuse
        assert propias, "nadie le contestó"
        espera = self._espera_un_trabajo(cuenta)
        dichos = list(defectos_de(Escena("azar", ("Responsable",), (), propias, espera=espera)))
        assert dichos == [], dichos

    def _espera_un_trabajo(self, cuenta: int) -> bool:
        """Si pidió un libro: la respuesta reemplaza lo que ve."""
        with self.base.lectura() as unidad:
            persona = unidad.personas.por_telegram(cuenta)
            return persona is not None and any(
                unidad.encargos.en_curso_de(persona.id, tipo) for tipo in TipoEncargo
            )

    def _reportes(self, unidad: UnidadDeTrabajo) -> tuple[Sequence[Avance], Sequence[Ejecucion]]:
        entidad = self.entorno.entidad.id
        return (
            unidad.reportes.avances(entidad, VIGENCIA),
            unidad.reportes.ejecuciones(entidad, VIGENCIA),
        )

    def _exigir_avances(self, unidad: UnidadDeTrabajo, avances: Sequence[Avance]) -> None:
        for avance in avances:
            assert avance.porcentaje >= Porcentaje(0)
            assert avance.cantidad is not None or avance.porcentaje <= Porcentaje(10_000)
        for renglon in unidad.planes.renglones(self.entorno.entidad.id, VIGENCIA):
            suyos = [a for a in avances if a.actividad_id == renglon.id and a.estado in _CUENTAN]
            if suyos:
                ultimo = max(suyos, key=lambda avance: avance.version)
                assert (renglon.avance, renglon.cantidad) == (ultimo.porcentaje, ultimo.cantidad)

    def _exigir_ejecuciones(self, unidad: UnidadDeTrabajo, ejecuciones: Sequence[Ejecucion]) -> None:
        for registro in unidad.planes.registros(self.entorno.entidad.id, VIGENCIA):
            saldos = registro.saldos
            if registro.actividad_id is not None:
                assert saldos.pagos <= saldos.obligaciones <= saldos.compromisos <= saldos.cdp
            for momento in MomentoGasto:
                suyas = [e for e in ejecuciones if e.registro_id == registro.id and e.momento is momento]
                cuentan = [e for e in suyas if e.estado in _CUENTAN]
                if cuentan:
                    ultima = max(cuentan, key=lambda ejecucion: ejecucion.id)
                    assert saldos.de(momento) == ultima.valor


def _despacho(base: AlmacenDeEnsayo, reloj: RelojDeEnsayo):
    return armar_despacho(base, reloj, lambda _entidad: LunesAViernes(), lambda: "plan_bot")


def _guarda(dato: str) -> bool:
    """Si tocar ese botón puede guardar un reporte."""
    return dato.startswith("d:") and dato.endswith(":confirmar")
