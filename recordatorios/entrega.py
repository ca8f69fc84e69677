"""Qué se hace con lo tomado de unas personas: se envía, se retira o se deja para otro momento."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from dominio.modelo.auditoria import Anotacion
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.entrega_de_recordatorios import RESUMENES, LoDeHoy, Resolucion
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.recordatorio import EstadoRecordatorio, RecordatorioTomado, Verdad
from dominio.modelo.tipo_de_recordatorio import FichaDeRecordatorio, TipoRecordatorio
from dominio.puertos.tiempo import Calendario
from dominio.puertos.unidad import UnidadDeTrabajo
from recordatorios.agrupacion import Toma, proxima_jornada, repartir, ya_hubo_resumen
from recordatorios.citas.jornada import cierre_de, hito_cierto
from recordatorios.resultado import EnviadoRecordatorio, ResultadoBarrido
from recordatorios.verdad import verificar

Redactar = Callable[[Sequence[RecordatorioTomado]], Mapping[str, object]]
Mensaje = Sequence[RecordatorioTomado]


@dataclass(frozen=True, slots=True)
class Casa:
    """Lo que una entidad fija para sus recordatorios."""

    calendario: Calendario
    fichas: Mapping[TipoRecordatorio, FichaDeRecordatorio]


@dataclass(slots=True)
class _Tanda:
    """Lo que se va decidiendo de unas personas, para escribirlo de una vez."""

    mensajes: list[Mensaje] = field(default_factory=list)
    resoluciones: list[tuple[RecordatorioTomado, Resolucion]] = field(default_factory=list)
    otro_dia: dict[int, datetime] = field(default_factory=dict)

    def cerrar(self, tomado: RecordatorioTomado, estado: EstadoRecordatorio, lote: int | None = None) -> None:
        """Anota cómo queda."""
        self.resoluciones.append((tomado, Resolucion(tomado.id, estado, tomado.persona_id, lote)))


@dataclass(frozen=True, slots=True)
class Entrega:
    """Resuelve lo de unas personas dentro de la transacción que le den.

    Attributes:
        ahora: instante del barrido.
        instante: la hora del reloj en ese momento; de ella cuelga hasta cuándo sirve el mensaje.
        casas: lo que fija cada entidad.
    """

    redactar: Redactar
    ahora: datetime
    instante: datetime
    casas: Mapping[IdEntidad, Casa]

    def resolver(self, unidad: UnidadDeTrabajo, tomas: Sequence[Toma]) -> ResultadoBarrido:
        """Retira lo que ya no es cierto, encola el resto agrupado y dice qué pasó con cada uno.

        Un número fijo de sentencias, sean cuantas sean las personas. Si quien llama no confirma la
        transacción, no pasó nada.
        """
        cuenta = ResultadoBarrido()
        personas = [toma.persona_id for toma in tomas]
        ids = [uno for toma in tomas for uno in toma.ids]
        tomados = unidad.recordatorios.reclamar(personas, ids, self.ahora)
        if not tomados:
            return cuenta
        calendarios = {entidad: casa.calendario for entidad, casa in self.casas.items()}
        verdades = verificar(unidad, tomados, self.ahora, calendarios)
        hoy = unidad.recordatorios.de_hoy(personas, self.ahora)
        tanda, de_cada_una = _Tanda(), _por_persona(tomados)
        for toma in tomas:
            suyos = de_cada_una.get(toma.persona_id, [])
            vivos = self._vivos(suyos, toma, verdades, (tanda, cuenta))
            self._repartir(vivos, hoy.get(toma.persona_id, LoDeHoy()), toma, tanda)
        self._escribir(unidad, tanda, cuenta)
        return cuenta

    def _vivos(
        self,
        suyos: Sequence[RecordatorioTomado],
        toma: Toma,
        verdades: Mapping[int, Verdad],
        donde: tuple[_Tanda, ResultadoBarrido],
    ) -> list[RecordatorioTomado]:
        """Lo que sigue siendo cierto y tiene a quién llegarle; lo demás queda cerrado en la tanda."""
        tanda, cuenta = donde
        vivos = []
        for tomado in suyos:
            verdad = verdades[tomado.id]
            if verdad.motivo is not None:
                tanda.cerrar(tomado, verdad.motivo)
            elif tomado.caduca is not None and tomado.caduca <= self.ahora:
                tanda.cerrar(tomado, EstadoRecordatorio.VENCIDO)
            elif tomado.chat_id is None:
                if tomado.id not in toma.adelantados:
                    tanda.cerrar(tomado, EstadoRecordatorio.NO_ENTREGABLE)
            elif tomado.en_dialogo:
                # Empezó a contestar después de que se leyó lo maduro.
                cuenta.aplazados += tomado.id not in toma.adelantados
            else:
                vivos.append(self._al_dia(tomado, verdad))
        return vivos

    def _repartir(self, vivos: Sequence[RecordatorioTomado], hoy: LoDeHoy, toma: Toma, tanda: _Tanda) -> None:
        va_el_resumen = not ya_hubo_resumen(hoy) and any(uno.tipo in RESUMENES for uno in vivos)
        salen = [uno for uno in vivos if va_el_resumen or uno.id not in toma.adelantados]
        reparto = repartir(salen, hoy, tarde=toma.tarde)
        tanda.mensajes += reparto.mensajes
        for uno in reparto.otro_dia:
            tanda.otro_dia[uno.id] = proxima_jornada(self.ahora, self.casas[uno.entidad_id].calendario)

    def _escribir(self, unidad: UnidadDeTrabajo, tanda: _Tanda, cuenta: ResultadoBarrido) -> None:
        encolados = [mensaje for mensaje in tanda.mensajes if not _es_resumen(mensaje)]
        envios = [self._envio(mensaje) for mensaje in encolados]
        puestos = unidad.salidas.encolar(envios, self.instante)
        for mensaje, envio, puesto in zip(encolados, envios, puestos, strict=True):
            if puesto is not None:
                cuenta.enviados += _enviados(mensaje, str(envio.cuerpo["text"]))
        for mensaje in tanda.mensajes:
            if _es_resumen(mensaje):
                _encargar(unidad, mensaje)
                cuenta.enviados += _enviados(mensaje, "")
            for tomado in mensaje:
                tanda.cerrar(tomado, EstadoRecordatorio.ENVIADO, mensaje[0].id)
        unidad.recordatorios.aplazar(tanda.otro_dia)
        cuenta.otro_dia += len(tanda.otro_dia)
        unidad.recordatorios.resolver([resolucion for _tomado, resolucion in tanda.resoluciones], self.ahora)
        cuenta.cuentas.update((tomado.tipo, una.estado) for tomado, una in tanda.resoluciones)
        self._anotar(unidad, tanda)

    def _anotar(self, unidad: UnidadDeTrabajo, tanda: _Tanda) -> None:
        """Una fila de traza por entidad con cuántos de cada tipo quedaron en cada estado."""
        por_entidad: dict[IdEntidad, list[tuple[RecordatorioTomado, Resolucion]]] = {}
        for tomado, resolucion in tanda.resoluciones:
            por_entidad.setdefault(tomado.entidad_id, []).append((tomado, resolucion))
        for entidad_id in sorted(por_entidad):
            suyas = por_entidad[entidad_id]
            cuentas = Counter(f"{tomado.tipo.value} {una.estado.value}" for tomado, una in suyas)
            primero = min(tomado.id for tomado, _una in suyas)
            anotacion = Anotacion(
                entidad_id,
                None,
                "enviar_recordatorios",
                f"recordatorio:{primero}",
                None,
                dict(sorted(cuentas.items())),
                None,
                "recordatorios",
            )
            unidad.auditoria.anotar(anotacion, self.ahora)

    def _envio(self, mensaje: Mensaje) -> Envio:
        primero = mensaje[0]
        if primero.chat_id is None:
            raise ValueError(f"recordatorio {primero.clave} sin chat y dado por entregable")
        de_una = len(mensaje) == 1 and primero.actividad_id is not None
        return Envio(
            chat_id=primero.chat_id,
            metodo="sendMessage",
            cuerpo=self.redactar(mensaje),
            clase=ClaseEnvio.RECORDATORIO,
            clave=primero.clave,
            persona_id=primero.persona_id,
            # Un «vence hoy» que llega de noche o mañana es peor que ninguno.
            vence_en=self.instante + (cierre_de(self.ahora) - self.ahora),
            # Quien responda «va en 45» a este mensaje no tiene que decir cuál.
            objeto=f"actividad:{primero.actividad_id}" if de_una else f"lote:{primero.id}",
        )

    def _al_dia(self, tomado: RecordatorioTomado, verdad: Verdad) -> RecordatorioTomado:
        """El mismo, con los días que faltan hoy (no los de cuando tocaba) y lo que dice su texto."""
        casa = self.casas[tomado.entidad_id]
        detalle, propio = dict(verdad.detalle), casa.fichas[tomado.tipo].texto
        if propio:
            detalle.setdefault("texto", propio)
        hito = hito_cierto(tomado.hito, tomado.fin, self.ahora, casa.calendario)
        return replace(tomado, hito=hito, detalle=detalle)


def _es_resumen(mensaje: Mensaje) -> bool:
    """Si es el de la semana o el del día, que se redacta aparte y con dibujo."""
    return any(uno.tipo in RESUMENES for uno in mensaje)


def _encargar(unidad: UnidadDeTrabajo, mensaje: Mensaje) -> None:
    """Pide el resumen a quien hace los trabajos largos, con lo demás de la persona dentro."""
    primero = mensaje[0]
    if primero.chat_id is None:
        raise ValueError(f"recordatorio {primero.clave} sin chat y dado por entregable")
    semanal = any(uno.tipo is TipoRecordatorio.RESUMEN_SEMANAL for uno in mensaje)
    parametros = {
        "resumen": "semanal" if semanal else "diario",
        "recordatorios": [uno.id for uno in mensaje],
        "lote": primero.id,
    }
    unidad.encargos.crear(
        TipoEncargo.EXPORTAR, primero.entidad_id, primero.persona_id, primero.chat_id, parametros
    )


def _enviados(mensaje: Mensaje, texto: str) -> list[EnviadoRecordatorio]:
    return [
        EnviadoRecordatorio(
            uno.persona,
            uno.chat_id or 0,
            uno.tipo,
            uno.objeto,
            uno.actividad_codigo,
            uno.clave.partition("|")[0],
            texto,
            mensaje[0].id,
            uno.programado,
        )
        for uno in mensaje
    ]


def _por_persona(tomados: Sequence[RecordatorioTomado]) -> dict[IdPersona, list[RecordatorioTomado]]:
    """Lo de cada persona junto, en el orden en que tocaba."""
    grupos: dict[IdPersona, list[RecordatorioTomado]] = {}
    for tomado in tomados:
        grupos.setdefault(tomado.persona_id, []).append(tomado)
    return grupos
