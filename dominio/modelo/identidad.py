"""Identificadores internos: tipos distintos para que un argumento cambiado sea un error de tipos."""

from typing import NewType

IdEntidad = NewType("IdEntidad", int)
IdDependencia = NewType("IdDependencia", int)
IdPersona = NewType("IdPersona", int)
IdMeta = NewType("IdMeta", int)
IdProyecto = NewType("IdProyecto", int)
IdActividad = NewType("IdActividad", int)
IdRegistro = NewType("IdRegistro", int)
IdAvance = NewType("IdAvance", int)
IdEjecucion = NewType("IdEjecucion", int)
IdResultado = NewType("IdResultado", int)
IdEnvio = NewType("IdEnvio", int)
IdEncargo = NewType("IdEncargo", int)
IdDelegacion = NewType("IdDelegacion", int)
IdCambioDeRol = NewType("IdCambioDeRol", int)
