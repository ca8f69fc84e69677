"""Lo que todo caso que cambia el plan hace: exigir el acto y dejar la foto de cómo quedó."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from dominio.casos.contexto import Contexto
from dominio.errores import SinPlan
from dominio.errores.versiones import PlanYaAprobado
from dominio.modelo.libro import Cambio
from dominio.modelo.modificacion import ActoDelPlan, DatosDeModificacion
from dominio.modelo.version_del_plan import ClaseDeEdicion, EdicionDelPlan, NuevaEdicion
from dominio.reglas.versiones import aprobada_de, cambia_la_programacion, exigir_acto
from dominio.valores.fechas import Vigencia

_ORIGEN_MAXIMO = 200
ANTES_DE_LAS_EDICIONES = "plan cargado antes de guardar ediciones"


class Ediciones:
    """Las ediciones del plan de una vigencia, en la transacción de quien lo cambia.

    Quien cambia el plan: ``tomar_turno`` antes de leerlo, ``exigir_modificacion`` con lo que cambiaría,
    y ``anotar_edicion`` después de guardar. Quien lo aprueba: ``congelar``.
    """

    def __init__(self, ctx: Contexto, vigencia: Vigencia) -> None:
        """Nada se lee hasta que se pide."""
        self.ctx = ctx
        self.vigencia = vigencia

    @cached_property
    def todas(self) -> Sequence[EdicionDelPlan]:
        """De la primera a la última."""
        return self.ctx.unidad.versiones.ediciones(self.ctx.entidad.id, self.vigencia)

    @property
    def aprobada(self) -> EdicionDelPlan | None:
        """La que aprobó el Consejo de Gobierno."""
        return aprobada_de(self.todas)

    def tomar_turno(self) -> None:
        """Espera su turno de cambiar el plan; si se cargó antes de que hubiera ediciones, lo fotografía."""
        self.ctx.unidad.versiones.turno(self.ctx.entidad.id)
        if self.todas:
            return
        cuando = self.ctx.unidad.versiones.cargado_en(self.ctx.entidad.id, self.vigencia)
        if cuando is not None and self._hay_plan():
            nueva = self._nueva(ClaseDeEdicion.BORRADOR, ANTES_DE_LAS_EDICIONES)
            self.ctx.unidad.versiones.guardar_anterior(
                replace(nueva, en=min(cuando, self.ctx.ahora), autor_id=None)
            )
            self._releer()

    def exige_acto(self, cambios: Iterable[Cambio], *, trae_plan: bool = True) -> bool:
        """Si esos cambios son una modificación de un plan aprobado.

        ``trae_plan``: el libro trae la hoja del plan; sin ella un registro nuevo solo lleva ejecución.
        """
        return self.aprobada is not None and cambia_la_programacion(cambios, trae_plan=trae_plan)

    def exigir_modificacion(
        self, cambios: Iterable[Cambio], datos: DatosDeModificacion | None, *, trae_plan: bool = True
    ) -> ActoDelPlan | None:
        """El acto con que se hacen esos cambios; ``None`` si no hace falta y no se dio.

        Raises:
            ModificacionSinActo: el plan está aprobado, cambia lo programado y falta razón, acto o fecha.
            ActoFueraDeFecha: la fecha del acto es posterior a hoy o anterior al que lo aprobó.
        """
        aprobada = self.aprobada if self.exige_acto(cambios, trae_plan=trae_plan) else None
        return exigir_acto(datos, aprobada, self.ctx.hoy)

    def anotar_edicion(self, origen: str, datos: DatosDeModificacion | None = None) -> EdicionDelPlan | None:
        """Deja la foto de cómo quedó el plan; ``None`` si quedó igual que en la última.

        En un plan aprobado es la siguiente modificación si cambió lo programado, y si no, seguimiento.

        Args:
            origen: huella del libro, o qué se cambió.
            datos: razón y acto.

        Raises:
            ModificacionSinActo, ActoFueraDeFecha: como ``exigir_modificacion``.
        """
        clase, acto = self._clase(datos)
        nueva = self._nueva(clase, origen, datos, acto)
        edicion = self.ctx.unidad.versiones.guardar(nueva)
        self._releer()
        if edicion is not None and clase is ClaseDeEdicion.MODIFICACION:
            self._trazar("modificar_plan", edicion)
        self._cerrar_reclamos()
        return edicion

    def congelar(self, acto: ActoDelPlan, razon: str | None = None) -> EdicionDelPlan:
        """Deja el plan de hoy como la versión 1 y su programación como la original.

        Raises:
            SinPlan: no hay plan en esa vigencia.
            PlanYaAprobado: ya se aprobó; lo que sigue son modificaciones.
        """
        self.tomar_turno()
        aprobada = self.aprobada
        if aprobada is not None:
            raise PlanYaAprobado("plan", vigencia=self.vigencia, acto=aprobada.acto and aprobada.acto.numero)
        if not self._hay_plan():
            raise SinPlan("plan", entidad=self.ctx.entidad.codigo, vigencia=self.vigencia)
        self.ctx.unidad.versiones.congelar_original(self.ctx.entidad.id, self.vigencia)
        datos = DatosDeModificacion(razon, acto.numero, acto.fecha)
        nueva = self._nueva(ClaseDeEdicion.APROBADA, "aprobación del plan", datos, acto)
        self.ctx.unidad.versiones.guardar(nueva)
        self._releer()
        edicion = self.todas[-1]
        self._trazar("congelar_plan", edicion)
        return edicion

    def _clase(self, datos: DatosDeModificacion | None) -> tuple[ClaseDeEdicion, ActoDelPlan | None]:
        if self.aprobada is None:
            return ClaseDeEdicion.BORRADOR, exigir_acto(datos, None, self.ctx.hoy)
        # La huella manda: ninguna diferencia que un resumen no cuente se guarda sin su acto.
        huella = self.ctx.unidad.versiones.huella(self.ctx.entidad.id, self.vigencia)
        if huella == self.todas[-1].huella:
            return ClaseDeEdicion.SEGUIMIENTO, None
        return ClaseDeEdicion.MODIFICACION, exigir_acto(datos, self.aprobada, self.ctx.hoy)

    def _cerrar_reclamos(self) -> None:
        """Quien dijo «no es mía» de lo que ya es de otra persona tenía razón."""
        quien = self.ctx.actor.id or None
        cerrados = self.ctx.unidad.reclamos.cerrar_reasignados(
            self.ctx.entidad.id, self.vigencia, quien, self.ctx.ahora
        )
        for reclamo in cerrados:
            decision = {"reclamo": reclamo.id, "decision": reclamo.decision.value}
            self.ctx.anotar("decidir_reclamo", f"actividad:{reclamo.actividad_codigo}", None, decision)

    def _nueva(
        self,
        clase: ClaseDeEdicion,
        origen: str,
        datos: DatosDeModificacion | None = None,
        acto: ActoDelPlan | None = None,
    ) -> NuevaEdicion:
        return NuevaEdicion(
            entidad_id=self.ctx.entidad.id,
            vigencia=self.vigencia,
            clase=clase,
            en=self.ctx.ahora,
            autor_id=self.ctx.actor.id or None,
            origen=origen[:_ORIGEN_MAXIMO],
            razon=(datos.razon or "").strip() or None if datos is not None else None,
            acto=acto,
        )

    def _hay_plan(self) -> bool:
        return self.vigencia in self.ctx.unidad.planes.vigencias(self.ctx.entidad.id)

    def _releer(self) -> None:
        self.__dict__.pop("todas", None)

    def _trazar(self, accion: str, edicion: EdicionDelPlan) -> None:
        acto = edicion.acto
        self.ctx.anotar(
            accion,
            f"plan:{self.vigencia}/version:{edicion.numero}",
            None,
            {
                "acto": None if acto is None else acto.numero,
                "fecha": None if acto is None else acto.fecha.isoformat(),
                "razon": edicion.razon,
                "origen": edicion.origen,
                "huella": edicion.huella,
            },
        )
