"""El año vivido: dos procesos sobre la misma base, hora por hora, con reinicios al azar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from almacen.tablas.unidad import AlmacenSQL
from bot.textos.recordatorio import redactar
from dominio.modelo.libro import FilaPlan, LibroLeido
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.modelo.reporte import NuevoAvance, OrigenReporte
from dominio.modelo.tipo_de_recordatorio import AjusteDeRecordatorio, TipoRecordatorio
from dominio.valores.fechas import BOGOTA, Corte
from dominio.valores.porcentaje import Porcentaje
from recordatorios.barrido import Barrido
from recordatorios.calendario import calendario_de
from tests.recordatorios.anio.calculo import corte_de
from tests.recordatorios.anio.mundo import (
    ADMINISTRACION,
    PLANEACION,
    PRIMERO,
    ULTIMO,
    UN_DIA,
    Aviso,
    Mundo,
    Obra,
)
from tests.recordatorios.plan_chico import VIGENCIA, Actividad, RelojFijo, fila

_UNA_HORA = timedelta(hours=1)


class Vida:
    """Un mundo puesto en una base de verdad.

    Args:
        almacen: donde se guarda; lo cierra quien lo abrió.
        mundo: lo que pasa en el año.
        semilla: del azar de los reinicios y de qué proceso llega primero.
    """

    def __init__(self, almacen: AlmacenSQL, mundo: Mundo, semilla: int) -> None:
        self.almacen = almacen
        self._mundo = mundo
        self._azar = Random(semilla)
        self._reloj = RelojFijo(datetime.combine(PRIMERO, time(), tzinfo=BOGOTA))
        with almacen.unidad() as unidad:
            self.entidad = unidad.entidades.crear("76001", "Municipio del año")
            unidad.confirmar()
        self._fundar()
        self._procesos = [self._proceso(), self._proceso()]

    def vivir(self) -> None:
        """Del primer día al último: llegan reportes, barren los procesos y a veces se reinician."""
        avisos = list(self._mundo.avisos)[::-1]
        for instante in _instantes():
            while avisos and avisos[-1].cuando < instante:
                self._reportar(avisos.pop(), len(avisos))
            if instante.replace(minute=0) in self._mundo.caidas:
                self._procesos = [self._proceso(), self._proceso()]
                continue
            if self._azar.random() < 0.02:
                self._procesos[self._azar.randrange(2)] = self._proceso()
            self._reloj.instante = instante
            for uno in self._azar.sample(self._procesos, 2):
                uno.correr(self._reloj.ahora())

    @property
    def ahora(self) -> datetime:
        """El instante al que va, en UTC."""
        return self._reloj.ahora()

    def _proceso(self) -> Barrido:
        return Barrido(self.almacen, calendario_de, redactar, self._reloj)

    def _fundar(self) -> None:
        with self.almacen.unidad() as unidad:
            libro = LibroLeido(plan=tuple(_fila(obra) for obra in self._mundo.obras))
            unidad.planes.aplicar(self.entidad.id, VIGENCIA, libro, self._reloj.ahora())
            dependencias = {d.nombre: d.id for d in unidad.entidades.dependencias(self.entidad.id)}
            for nombre, jefe in self._mundo.jefes.items():
                nueva = NuevaPersona(self.entidad.id, jefe, Rol.JEFE, dependencias[nombre])
                unidad.personas.crear(nueva)
            unidad.personas.crear(NuevaPersona(self.entidad.id, PLANEACION, Rol.PLANEACION))
            unidad.personas.crear(NuevaPersona(self.entidad.id, ADMINISTRACION, Rol.ADMINISTRACION))
            # Los pasos del plan tienen sus propias pruebas: aquí se mira lo demás.
            apagado = AjusteDeRecordatorio(TipoRecordatorio.RUTA, activo=False)
            unidad.preferencias.ajustar(self.entidad.id, apagado, None, self._reloj.ahora())
            self._responsables = {r.codigo: r for r in unidad.planes.renglones(self.entidad.id, VIGENCIA)}
            for persona in unidad.personas.listar(self.entidad.id):
                if persona.nombre not in self._mundo.sin_chat:
                    resumen = f"resumen-{persona.id}"
                    vence = self._reloj.ahora() + 7 * UN_DIA
                    unidad.personas.invitar(persona.id, resumen, vence, None)
                    unidad.personas.vincular(resumen, 5000 + persona.id, self._reloj.ahora())
            unidad.confirmar()

    def _reportar(self, aviso: Aviso, numero: int) -> None:
        renglon = self._responsables[aviso.codigo]
        nuevo = NuevoAvance(
            clave_envio=f"anio-{numero}",
            entidad_id=self.entidad.id,
            vigencia=VIGENCIA,
            actividad_id=renglon.id,
            corte=Corte.de(corte_de(aviso.cuando.date())),
            porcentaje=Porcentaje(aviso.puntos * 100),
            cantidad=None,
            logro=None,
            dificultades=None,
            motivo_retroceso=None,
            extemporaneo=False,
            autor_id=renglon.responsable_id,
            reportado_en=aviso.cuando,
            origen=OrigenReporte.CHAT,
        )
        with self.almacen.unidad() as unidad:
            unidad.reportes.guardar_avance(nuevo)
            unidad.confirmar()


def _instantes() -> Iterator[datetime]:
    """Cada hora en punto, y las 7:30, que es cuando tocan los resúmenes."""
    instante = datetime.combine(PRIMERO, time(), tzinfo=BOGOTA)
    fin = datetime.combine(ULTIMO, time(23), tzinfo=BOGOTA)
    while instante <= fin:
        yield instante
        if instante.hour == 7:
            yield instante.replace(minute=30)
        instante += _UNA_HORA


def _fila(obra: Obra) -> FilaPlan:
    suya = fila(Actividad(obra.codigo, obra.fin, obra.responsable, f"Obra {obra.codigo}"))
    return replace(
        suya,
        dependencia_codigo=None,
        dependencia=obra.dependencia,
        inicio=obra.inicio,
        contratacion=obra.contratacion,
    )
